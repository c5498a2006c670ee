package dev.landfall.iam;

import dev.landfall.contract.iam.AttachRolePolicyRequest;
import dev.landfall.contract.iam.AttachUserPolicyRequest;
import dev.landfall.contract.iam.CreateRoleRequest;
import dev.landfall.contract.iam.CreateUserRequest;
import dev.landfall.contract.iam.PutRolePolicyRequest;
import dev.landfall.contract.iam.PutUserPolicyRequest;
import dev.landfall.contract.iam.Role;
import dev.landfall.contract.iam.User;
import dev.landfall.store.Store;
import dev.landfall.store.memory.MemoryStore;
import dev.landfall.vault.Vault;
import dev.landfall.wire.Call;
import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

/** IAM and STS on a memory store. */
public final class IamFixture {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    public static final Realm REALM = new Realm("123456789012", "us-east-1");
    public static final String TASKS = "ecs-tasks.amazonaws.com";

    final Store store = new MemoryStore();
    final Random random = new Random(4);
    final Vault vault = new Vault(new byte[32], random);
    final RoleOperations roles = new RoleOperations(store, random);
    final UserOperations users = new UserOperations(store, random);
    final GroupOperations groups = new GroupOperations(store, random);
    final AccessKeyOperations keys = new AccessKeyOperations(store, vault, random);
    final PolicyOperations policies = new PolicyOperations(store, random);
    final AttachmentOperations attachments = new AttachmentOperations(store);
    final InlinePolicyOperations inline = new InlinePolicyOperations(store);
    final InstanceProfileOperations profiles = new InstanceProfileOperations(store, random);
    final TagOperations tags = new TagOperations(store);
    final ServiceLinkedRoleOperations linked = new ServiceLinkedRoleOperations(store, random);
    final BoundaryOperations boundaries = new BoundaryOperations(store);
    final SimulationOperations simulations = new SimulationOperations(store);
    final AccountOperations accounts = new AccountOperations(store);
    public final Sessions sessions = new Sessions(store, vault, random);
    public final IamRoles port = new IamRoles(store, sessions, ResourcePolicies.NONE);
    public final IamAccessKeys accessKeys = new IamAccessKeys(store, vault);
    final IamAuthorizer authorizer = new IamAuthorizer(store, InstantSource.fixed(NOW), ResourcePolicies.NONE);

    public static Call call() {
        return call(Principal.root(REALM.account(), "AKIATESTTESTTESTTEST"));
    }

    public static Call call(Principal principal) {
        return new Call(REALM, principal, "request", NOW);
    }

    static String trust(String principal) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":" + principal
                + ",\"Action\":\"sts:AssumeRole\"}]}";
    }

    static String allow(String action, String resource) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"" + action
                + "\",\"Resource\":\"" + resource + "\"}]}";
    }

    public Role role(String name, String principal) {
        return roles.createRole(
                        CreateRoleRequest.builder()
                                .roleName(name)
                                .assumeRolePolicyDocument(trust(principal))
                                .build(),
                        call())
                .role();
    }

    User user(String name) {
        return users.createUser(CreateUserRequest.builder().userName(name).build(), call())
                .user();
    }

    void attachRole(String role, String arn) {
        attachments.attachRolePolicy(
                AttachRolePolicyRequest.builder().roleName(role).policyArn(arn).build(), call());
    }

    void attachUser(String user, String arn) {
        attachments.attachUserPolicy(
                AttachUserPolicyRequest.builder().userName(user).policyArn(arn).build(), call());
    }

    public void putRole(String role, String policy, String document) {
        inline.putRolePolicy(
                PutRolePolicyRequest.builder()
                        .roleName(role)
                        .policyName(policy)
                        .policyDocument(document)
                        .build(),
                call());
    }

    void putUser(String user, String policy, String document) {
        inline.putUserPolicy(
                PutUserPolicyRequest.builder()
                        .userName(user)
                        .policyName(policy)
                        .policyDocument(document)
                        .build(),
                call());
    }
}
