package dev.landfall.ec2;

import dev.landfall.contract.ec2.AvailabilityZone;
import dev.landfall.contract.ec2.AvailabilityZoneOptInStatus;
import dev.landfall.contract.ec2.AvailabilityZoneState;
import dev.landfall.contract.ec2.DescribeAvailabilityZonesRequest;
import dev.landfall.contract.ec2.DescribeAvailabilityZonesResponse;
import dev.landfall.contract.ec2.DescribeRegionsRequest;
import dev.landfall.contract.ec2.DescribeRegionsResponse;
import dev.landfall.contract.ec2.Region;
import dev.landfall.network.Regions;
import dev.landfall.network.Zone;
import dev.landfall.wire.Call;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Regions and their availability zones. Every region works here; none needs opting in to. */
public final class RegionOperations {
    private static final String NEEDS_NO_OPT_IN = "opt-in-not-required";
    private static final String ZONE_TYPE = "availability-zone";

    private static final Filters<Region> REGION_FILTERS = new Filters<Region>()
            .on("region-name", Region::regionName)
            .on("endpoint", Region::endpoint)
            .on("opt-in-status", Region::optInStatus);

    private static final Filters<AvailabilityZone> ZONE_FILTERS = new Filters<AvailabilityZone>()
            .on("zone-name", AvailabilityZone::zoneName)
            .on("zone-id", AvailabilityZone::zoneId)
            .on("region-name", AvailabilityZone::regionName)
            .on("group-name", AvailabilityZone::groupName)
            .on("network-border-group", AvailabilityZone::networkBorderGroup)
            .on("opt-in-status", AvailabilityZone::optInStatus)
            .on("state", AvailabilityZone::state)
            .on("zone-type", AvailabilityZone::zoneType)
            .absent("message", "parent-zone-id", "parent-zone-name");

    public DescribeRegionsResponse describeRegions(DescribeRegionsRequest in, Call call) {
        for (var name : in.regionNamesOrEmpty()) {
            if (!Regions.names().contains(name)) {
                throw Ec2Faults.regionNotFound(name);
            }
        }
        var regions = Regions.names().stream()
                .filter(name -> named(in.regionNamesOrEmpty(), name))
                .map(RegionOperations::shape)
                .filter(REGION_FILTERS.matching(in.filtersOrEmpty()))
                .toList();
        DryRun.end(in.dryRun());
        return DescribeRegionsResponse.builder().regions(regions).build();
    }

    public DescribeAvailabilityZonesResponse describeAvailabilityZones(DescribeAvailabilityZonesRequest in, Call call) {
        var all = Regions.zones(call.realm().region()).stream()
                .map(RegionOperations::shape)
                .toList();
        for (var name : in.zoneNamesOrEmpty()) {
            requireZone(all.stream().anyMatch(zone -> name.equals(zone.zoneName())), name);
        }
        for (var id : in.zoneIdsOrEmpty()) {
            requireZone(all.stream().anyMatch(zone -> id.equals(zone.zoneId())), id);
        }
        var zones = all.stream()
                .filter(zone -> named(in.zoneNamesOrEmpty(), zone.zoneName()))
                .filter(zone -> named(in.zoneIdsOrEmpty(), zone.zoneId()))
                .filter(ZONE_FILTERS.matching(in.filtersOrEmpty()))
                .toList();
        DryRun.end(in.dryRun());
        return DescribeAvailabilityZonesResponse.builder()
                .availabilityZones(zones)
                .build();
    }

    private static void requireZone(boolean exists, String name) {
        if (!exists) {
            throw Ec2Faults.zoneNotFound(name);
        }
    }

    private static boolean named(List<String> wanted, @Nullable String name) {
        return wanted.isEmpty() || wanted.contains(Objects.requireNonNullElse(name, ""));
    }

    private static Region shape(String name) {
        return Region.builder()
                .regionName(name)
                .endpoint("ec2." + name + ".amazonaws.com")
                .optInStatus(NEEDS_NO_OPT_IN)
                .build();
    }

    private static AvailabilityZone shape(Zone zone) {
        return AvailabilityZone.builder()
                .regionName(zone.region())
                .zoneName(zone.name())
                .zoneId(zone.id())
                .groupName(zone.region() + "-zg-1")
                .networkBorderGroup(zone.region())
                .zoneType(ZONE_TYPE)
                .optInStatus(AvailabilityZoneOptInStatus.OPT_IN_NOT_REQUIRED)
                .state(AvailabilityZoneState.AVAILABLE)
                .messages(List.of())
                .build();
    }
}
