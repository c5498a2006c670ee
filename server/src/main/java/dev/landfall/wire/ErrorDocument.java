package dev.landfall.wire;

import dev.landfall.contract.Fault;
import dev.landfall.contract.Member;
import dev.landfall.contract.StringSchema;
import dev.landfall.contract.Structure;
import dev.landfall.contract.StructureSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fault as JSON and CBOR clients expect it: its shape's members, a message in any case, and its name first. */
final class ErrorDocument implements Structure {
    private final Schema schema;
    private final Structure body;
    private final Fault fault;

    ErrorDocument(Fault fault) {
        this.fault = fault;
        body = fault.body();
        schema = new Schema(body.schema());
    }

    @Override
    public StructureSchema<?> schema() {
        return schema;
    }

    @Override
    public @Nullable Object member(int index) {
        var own = body.schema().members().size();
        if (index == 0) {
            return fault.type().name();
        }
        return index <= own ? body.member(index - 1) : fault.message();
    }

    private static final class Schema extends StructureSchema<ErrorDocument> {
        private final StructureSchema<?> body;

        Schema(StructureSchema<?> body) {
            super(body.name());
            this.body = body;
        }

        @Override
        protected List<Member> declare() {
            var members = new ArrayList<Member>();
            members.add(Member.of("__type", StringSchema.PLAIN));
            members.addAll(body.members());
            if (body.members().stream().noneMatch(member -> member.name().equalsIgnoreCase("message"))) {
                members.add(Member.of("message", StringSchema.PLAIN));
            }
            return members;
        }

        @Override
        public ErrorDocument create(@Nullable Object[] values) {
            throw new UnsupportedOperationException("Errors are only written");
        }
    }
}
