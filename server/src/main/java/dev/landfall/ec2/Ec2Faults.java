package dev.landfall.ec2;

import dev.landfall.contract.Fault;
import dev.landfall.network.SecurityRule;
import java.util.Locale;

/** The errors that EC2 answers with; its model lists none of them. */
final class Ec2Faults {
    private static final int BAD_REQUEST = 400;
    private static final int PRECONDITION_FAILED = 412;

    private Ec2Faults() {}

    static Fault vpcNotFound(String id) {
        return bad("InvalidVpcID.NotFound", "The vpc ID '" + id + "' does not exist");
    }

    static Fault subnetNotFound(String id) {
        return bad("InvalidSubnetID.NotFound", "The subnet ID '" + id + "' does not exist");
    }

    static Fault groupNotFound(String id) {
        return bad("InvalidGroup.NotFound", "The security group '" + id + "' does not exist");
    }

    static Fault groupNameNotFound(String name, String vpcId) {
        return bad(
                "InvalidGroup.NotFound",
                "The security group '" + name + "' does not exist in default VPC '" + vpcId + "'");
    }

    static Fault malformedGroupId(String id) {
        return bad("InvalidGroupId.Malformed", "Invalid id: \"" + id + "\" (expecting \"sg-...\")");
    }

    static Fault groupRuleNotFound(String id) {
        return bad("InvalidSecurityGroupRuleId.NotFound", "The security group rule ID '" + id + "' does not exist");
    }

    static Fault prefixListNotFound(String id) {
        return bad("InvalidPrefixListID.NotFound", "The prefix list ID '" + id + "' does not exist");
    }

    static Fault interfaceNotFound(String id) {
        return bad("InvalidNetworkInterfaceID.NotFound", "The networkInterface ID '" + id + "' does not exist");
    }

    static Fault routeTableNotFound(String id) {
        return bad("InvalidRouteTableID.NotFound", "The routeTable ID '" + id + "' does not exist");
    }

    static Fault internetGatewayNotFound(String id) {
        return bad("InvalidInternetGatewayID.NotFound", "The internetGateway ID '" + id + "' does not exist");
    }

    static Fault addressNotFound(String address) {
        return bad("InvalidAddress.NotFound", "Address '" + address + "' not found.");
    }

    static Fault allocationNotFound(String id) {
        return bad("InvalidAllocationID.NotFound", "The allocation ID '" + id + "' does not exist");
    }

    static Fault invalidId(String id) {
        return bad("InvalidID", "The ID '" + id + "' is not valid");
    }

    static Fault regionNotFound(String name) {
        return invalid("Invalid region provided: " + name);
    }

    static Fault zoneNotFound(String name) {
        return invalid("Invalid availability zone: [" + name + "]");
    }

    static Fault filterInvalid(String name) {
        return invalid("The filter '" + name + "' is invalid");
    }

    static Fault tooManyFilterValues(int most) {
        return bad("FilterLimitExceeded", "The maximum number of filter values specified on a single call is " + most);
    }

    static Fault tokenInvalid() {
        return bad("InvalidNextToken", "The specified NextToken is not valid.");
    }

    static Fault pageOfIds(String ids) {
        return bad(
                "InvalidParameterCombination",
                "The parameter " + ids + " cannot be used with the parameter maxResults");
    }

    static Fault missing(String parameter) {
        return bad("MissingParameter", "The request must contain the parameter " + parameter);
    }

    static Fault invalid(String message) {
        return bad("InvalidParameterValue", message);
    }

    static Fault combination(String message) {
        return bad("InvalidParameterCombination", message);
    }

    static Fault groupDuplicate(String name, String vpcId) {
        return bad(
                "InvalidGroup.Duplicate", "The security group '" + name + "' already exists for VPC '" + vpcId + "'");
    }

    static Fault groupLimitExceeded(int most) {
        return bad("SecurityGroupLimitExceeded", "The maximum number of security groups for this VPC is " + most);
    }

    static Fault groupInUse(String id) {
        return bad("DependencyViolation", "resource " + id + " has a dependent object");
    }

    static Fault groupStays(String id, String name) {
        return bad(
                "CannotDelete",
                "the specified group: \"" + id + "\" name: \"" + name + "\" cannot be deleted by a user");
    }

    static Fault ruleDuplicate(SecurityRule rule) {
        return bad(
                "InvalidPermission.Duplicate",
                "the specified rule \"peer: " + Rules.peer(rule) + ", "
                        + (rule.protocol().equals("-1")
                                ? "ALL"
                                : rule.protocol().toUpperCase(Locale.ROOT))
                        + ", from port: " + rule.fromPort() + ", to port: " + rule.toPort()
                        + ", ALLOW\" already exists");
    }

    static Fault ruleNotFound() {
        return bad("InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
    }

    static Fault ruleLimitExceeded() {
        return bad(
                "RulesPerSecurityGroupLimitExceeded",
                "The maximum number of rules per security group has been reached.");
    }

    static Fault tagLimitExceeded(int most) {
        return bad("TagLimitExceeded", "The maximum number of Tags for a resource has been reached: " + most);
    }

    static Fault dryRun() {
        return Fault.unlisted(
                "DryRunOperation", PRECONDITION_FAILED, "Request would have succeeded, but DryRun flag is set.");
    }

    private static Fault bad(String code, String message) {
        return Fault.unlisted(code, BAD_REQUEST, message);
    }
}
