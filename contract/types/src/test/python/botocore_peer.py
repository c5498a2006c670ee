"""Botocore's side of BotocoreTest: reads the answers in a directory, and writes the requests.

For every NAME = service~protocol~operation there are NAME.body, an answer as Landfall writes it; NAME.out, what it
says; and NAME.in, what a request should say, for which NAME.request is written as botocore sends it.
"""

import base64
import datetime
import json
import pathlib
import sys
from urllib.parse import urlencode

import botocore.parsers
import botocore.serialize
import botocore.session

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
BOTOCORE_NAMES = {"autoscaling": "application-autoscaling"}
SPECIAL = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}


def is_document(shape):
    return getattr(shape, "is_document_type", False)


def floating(number):
    text = "%.6e" % float(number)
    return SPECIAL.get(text, text)


def reduced(shape, value):
    """What botocore read, in the form that Canonical.java writes; None where nothing is left."""
    if value is None:
        return None
    if is_document(shape):
        return "document"
    kind = shape.type_name
    if kind == "structure":
        pairs = ((name, reduced(member, value.get(name))) for name, member in shape.members.items())
        return {name: kept for name, kept in pairs if kept is not None} or None
    if kind == "list":
        return [kept for kept in (reduced(shape.member, item) for item in value) if kept is not None] or None
    if kind == "map":
        pairs = ((key, reduced(shape.value, item)) for key, item in value.items())
        return {key: kept for key, kept in pairs if kept is not None} or None
    if kind == "timestamp":
        return (value - EPOCH) // datetime.timedelta(seconds=1)
    if kind == "blob":
        return base64.b64encode(value).decode()
    return floating(value) if kind in ("float", "double") else value


def parameters(shape, value):
    """The other way round: what a caller hands to botocore."""
    if is_document(shape):
        return {"any": "thing"}
    kind = shape.type_name
    if kind == "structure":
        return {name: parameters(shape.members[name], item) for name, item in value.items()}
    if kind == "list":
        return [parameters(shape.member, item) for item in value]
    if kind == "map":
        return {key: parameters(shape.value, item) for key, item in value.items()}
    if kind == "timestamp":
        return EPOCH + datetime.timedelta(seconds=value)
    if kind == "blob":
        return base64.b64decode(value)
    return float(value) if kind in ("float", "double") else value


def read_answer(protocol, shape, body):
    parser = botocore.parsers.create_parser(protocol)
    try:
        answer = parser.parse({"status_code": 200, "headers": {}, "body": body}, shape)
    except botocore.parsers.ResponseParserError as error:
        if "must have one and only one member set" in str(error):
            return None  # a union: our samples fill its members at random
        raise
    return reduced(shape, answer) or {}


def request_body(protocol, operation, value):
    serializer = botocore.serialize.create_serializer(protocol, include_validation=False)
    body = serializer.serialize_to_request(parameters(operation.input_shape, value), operation)["body"]
    body = urlencode(body) if isinstance(body, dict) else body
    return body.encode() if isinstance(body, str) else body


def main(directory):
    session = botocore.session.get_session()
    disagreements = 0
    for file in sorted(pathlib.Path(directory).glob("*.body")):
        service, protocol, name = file.stem.split("~")
        model = session.get_service_model(BOTOCORE_NAMES.get(service, service))
        operation = model.operation_model(name)
        if operation.output_shape is not None:
            meant = json.loads(file.with_suffix(".out").read_text())
            read = read_answer(protocol, operation.output_shape, file.read_bytes())
            if read is not None and read != meant:
                disagreements += 1
                print(file.stem, "\n meant", meant, "\n read ", read)
        if operation.input_shape is not None:
            value = json.loads(file.with_suffix(".in").read_text())
            file.with_suffix(".request").write_bytes(request_body(protocol, operation, value))
    return 1 if disagreements else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
