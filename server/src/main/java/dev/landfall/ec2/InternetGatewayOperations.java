package dev.landfall.ec2;

import dev.landfall.contract.ec2.AttachmentStatus;
import dev.landfall.contract.ec2.DescribeInternetGatewaysRequest;
import dev.landfall.contract.ec2.DescribeInternetGatewaysResponse;
import dev.landfall.contract.ec2.InternetGateway;
import dev.landfall.contract.ec2.InternetGatewayAttachment;
import dev.landfall.ec2.Listing.Selection;
import dev.landfall.network.DefaultNetwork;
import dev.landfall.network.Interfaces;
import dev.landfall.store.Reader;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import java.util.List;

/** Internet gateways: the one of each default VPC. */
public final class InternetGatewayOperations {
    private static final String AVAILABLE = "available"; // what EC2 documents for this filter; the shape says attached

    private static final Listing<InternetGateway> LISTING = new Listing<>(
            InternetGateway::internetGatewayId,
            Ec2Faults::internetGatewayNotFound,
            "internetGatewayIds",
            new Filters<InternetGateway>()
                    .on("internet-gateway-id", InternetGateway::internetGatewayId)
                    .on("owner-id", InternetGateway::ownerId)
                    .on("attachment.state", gateway -> AVAILABLE)
                    .onAny(
                            "attachment.vpc-id",
                            gateway -> gateway.attachmentsOrEmpty().stream().map(InternetGatewayAttachment::vpcId))
                    .tagged(InternetGateway::tagsOrEmpty));

    private final Store store;
    private final Interfaces interfaces;
    private final PageTokens tokens;

    public InternetGatewayOperations(Store store, Interfaces interfaces, PageTokens tokens) {
        this.store = store;
        this.interfaces = interfaces;
        this.tokens = tokens;
    }

    public DescribeInternetGatewaysResponse describeInternetGateways(DescribeInternetGatewaysRequest in, Call call) {
        var network = interfaces.network(call.realm());
        var all = List.of(store.<InternetGateway>read(reader -> shape(reader, network)));
        var page = LISTING.page(
                all,
                new Selection(
                        call, in, in.internetGatewayIdsOrEmpty(), in.filtersOrEmpty(), in.maxResults(), in.nextToken()),
                tokens);
        DryRun.end(in.dryRun());
        return DescribeInternetGatewaysResponse.builder()
                .internetGateways(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static InternetGateway shape(Reader reader, DefaultNetwork network) {
        var vpc = network.vpc();
        var attachment = InternetGatewayAttachment.builder()
                .vpcId(vpc.id())
                .state(AttachmentStatus.ATTACHED)
                .build();
        return InternetGateway.builder()
                .internetGatewayId(vpc.internetGatewayId())
                .ownerId(network.realm().account())
                .attachments(List.of(attachment))
                .tags(Tags.of(reader, network.realm(), vpc.internetGatewayId()))
                .build();
    }
}
