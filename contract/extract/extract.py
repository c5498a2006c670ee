#!/usr/bin/env python3
"""Writes contract/models/<service>.json: the facts of AWS's API models, cut to what Landfall serves.

Reads the models that an installed botocore carries (pip install botocore==1.43.11) and keeps what a machine needs
to speak the API: operations, shapes, constraints, wire names, errors, paginators. Prose, examples, endpoints and
client-side hints stay behind, and so does every shape that no kept operation reaches.

    contract/extract/extract.py [directory of botocore/data] [directory to write to]

The output has one line per operation and per shape, in sorted order, so that a change of AWS's model reads as a diff.
"""

import gzip
import json
import pathlib
import re
import sys

# Our package name -> botocore's service name.
SERVICES = {
    "ecs": "ecs",
    "ecr": "ecr",
    "logs": "logs",
    "iam": "iam",
    "sts": "sts",
    "elbv2": "elbv2",
    "autoscaling": "application-autoscaling",
    "servicediscovery": "servicediscovery",
    "cloudwatch": "cloudwatch",
    "events": "events",
    "ssm": "ssm",
    "secretsmanager": "secretsmanager",
    "ec2": "ec2",
}

# Services of which only some operations are kept: regular expressions on the whole name of the operation.
CUTS = {
    "ssm": [
        r"(Put|Get|Delete|Label|Unlabel)Parameter.*",
        r"DescribeParameters",
        r"(AddTagsTo|RemoveTagsFrom)Resource",
        r"ListTagsForResource",
    ],
    "ec2": [
        r"(Create|Delete|Describe)(Default)?(Vpc|Subnet)s?",
        r"(Modify|Describe)(Vpc|Subnet)Attribute",
        r"(Create|Delete|Describe)SecurityGroups?",
        r"(Authorize|Revoke)SecurityGroup(Ingress|Egress)",
        r"(Describe|Modify)SecurityGroupRules",
        r"UpdateSecurityGroupRuleDescriptions(Ingress|Egress)",
        r"(Create|Delete|Describe)NetworkInterfaces?",
        r"(Attach|Detach)NetworkInterface",
        r"(Describe|Modify|Reset)NetworkInterfaceAttribute",
        r"(Assign|Unassign)PrivateIpAddresses",
        r"(Allocate|Release|Associate|Disassociate|Describe)Address(es)?",
        r"(Create|Delete|Describe)RouteTables?",
        r"(Create|Delete|Replace)Route",
        r"(Associate|Disassociate)RouteTable",
        r"ReplaceRouteTableAssociation",
        r"(Create|Delete|Describe)InternetGateways?",
        r"(Attach|Detach)InternetGateway",
        r"Describe(Regions|AvailabilityZones|AccountAttributes|Instances|InstanceTypes)",
        r"(Create|Delete|Describe)Tags",
    ],
}

# Values that the service takes although its model does not list them.
UNLISTED = {
    # https://github.com/aws/amazon-ecs-agent/pull/1041, https://github.com/aws/aws-cdk/issues/35795
    ("ecs", "LogDriver"): ["none"],
}

# Past this many values an enum is an open set (EC2's 1,212 instance types): the shape becomes a plain string.
ENUM_LIMIT = 80

METADATA = (
    "serviceId serviceFullName apiVersion endpointPrefix signingName targetPrefix jsonVersion protocols xmlNamespace "
    "awsQueryCompatible"
).split()
SHAPE = (
    "type required min max pattern enum flattened sensitive timestampFormat exception fault error document"
).split()
REFERENCE = "shape locationName queryName flattened box streaming timestampFormat idempotencyToken deprecated".split()
PAGINATOR = "input_token output_token limit_key result_key more_results".split()


def keep(keys, source):
    return {key: source[key] for key in keys if key in source}


def references(shape):
    """Every reference from a shape to another: its members, or what its list or map holds."""
    yield from shape.get("members", {}).values()
    yield from (shape[part] for part in ("member", "key", "value") if part in shape)


def facts(shape):
    kept = keep(SHAPE, shape)
    if len(kept.get("enum", ())) > ENUM_LIMIT:
        del kept["enum"]
    if "members" in shape:
        kept["members"] = {name: keep(REFERENCE, member) for name, member in shape["members"].items()}
    kept |= {part: keep(REFERENCE, shape[part]) for part in ("member", "key", "value") if part in shape}
    return kept


def operation_facts(operation):
    kept = {"http": keep(("method", "requestUri", "responseCode"), operation["http"])}
    if "input" in operation:
        kept["input"] = operation["input"]["shape"]
    if "output" in operation:
        kept["output"] = operation["output"]["shape"]
        kept |= keep(("resultWrapper",), operation["output"])
    if operation.get("errors"):
        kept["errors"] = [error["shape"] for error in operation["errors"]]
    if operation.get("authtype") == "none":
        kept["unsigned"] = True
    return kept | keep(("readonly", "idempotent", "deprecated"), operation)


def reachable(shapes, roots):
    seen, todo = set(), list(roots)
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += [reference["shape"] for reference in references(shapes[name])]
    return seen


def roots_of(operation):
    return [operation[side] for side in ("input", "output") if side in operation] + operation.get("errors", [])


def streams_events(shapes, operation):
    return any(shapes[name].get("eventstream") for name in reachable(shapes, roots_of(operation)))


def cut(service, model):
    shapes = model["shapes"]
    wanted = re.compile("|".join(CUTS.get(service, [".*"])))
    operations = {
        name: operation_facts(operation)
        for name, operation in sorted(model["operations"].items())
        if wanted.fullmatch(name)
    }
    operations = {name: kept for name, kept in operations.items() if not streams_events(shapes, kept)}
    used = reachable(shapes, (root for operation in operations.values() for root in roots_of(operation)))
    kept = {name: facts(shapes[name]) for name in sorted(used)}
    for (owner, name), values in UNLISTED.items():
        if owner == service:
            kept[name]["enum"] += values
    return operations, kept


def read(path):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as source:
        return json.load(source)


def section(name, entries):
    lines = [f"  {json.dumps(key)}: {json.dumps(value, separators=(',', ':'))}" for key, value in entries.items()]
    return f'"{name}": {{\n' + ",\n".join(lines) + "\n}" if lines else f'"{name}": {{}}'


def extract(service, source, target):
    version = sorted(path for path in source.iterdir() if path.is_dir())[-1]
    model = read(next(version.glob("service-2.json*")))
    operations, shapes = cut(service, model)
    pages = read(version / "paginators-1.json")["pagination"] if (version / "paginators-1.json").exists() else {}
    paginators = {name: keep(PAGINATOR, page) for name, page in sorted(pages.items()) if name in operations}
    sections = [
        section("metadata", keep(METADATA, model["metadata"])),
        section("operations", operations),
        section("paginators", paginators),
        section("shapes", shapes),
    ]
    (target / f"{service}.json").write_text("{\n" + ",\n".join(sections) + "\n}\n", encoding="utf-8")
    print(f"{service}: {len(operations)} operations, {len(shapes)} shapes")


def installed():
    import botocore  # only needed where no directory is given

    return pathlib.Path(botocore.__file__).parent / "data"


def main(arguments):
    data = pathlib.Path(arguments[0]) if arguments else installed()
    target = pathlib.Path(arguments[1]) if len(arguments) > 1 else pathlib.Path(__file__).parent.parent / "models"
    target.mkdir(parents=True, exist_ok=True)
    for service, name in SERVICES.items():
        extract(service, data / name, target)


if __name__ == "__main__":
    main(sys.argv[1:])
