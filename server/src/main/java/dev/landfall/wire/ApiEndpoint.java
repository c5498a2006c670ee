package dev.landfall.wire;

import dev.landfall.contract.Fault;
import dev.landfall.contract.Structure;
import dev.landfall.contract.Validator;
import dev.landfall.contract.codec.CodecException;
import dev.landfall.contract.codec.UnknownEnumValue;
import dev.landfall.wire.auth.Authentication;
import dev.landfall.wire.auth.Authentication.Caller;
import dev.landfall.wire.auth.Authorizer;
import dev.landfall.wire.auth.Denied;
import dev.landfall.wire.auth.RequestAuthorizer;
import dev.landfall.wire.auth.Unauthenticated;
import dev.landfall.wire.http.Endpoint;
import dev.landfall.wire.http.HttpRequest;
import dev.landfall.wire.http.HttpResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every AWS API on one path: route, authenticate, decode and validate, authorize, operate, encode. Five hops on the
 * request's own thread.
 */
public final class ApiEndpoint implements Endpoint {
    private static final Logger log = LoggerFactory.getLogger(ApiEndpoint.class);

    private static final byte[] NOTHING = new byte[0];
    private final BodyBudget budget = new BodyBudget();
    private final Router router;
    private final Authentication authentication;
    private final Authorizer authorizer;

    public ApiEndpoint(List<BoundService> services, Authentication authentication, Authorizer authorizer) {
        this.router = new Router(services);
        this.authentication = authentication;
        this.authorizer = authorizer;
    }

    @Override
    public void answer(HttpRequest request, HttpResponse response) throws IOException {
        try (var share = budget.take(request)) {
            send(request, response, answer(router.route(Bodies.read(request)), request));
        } catch (BodyRefused refused) {
            refuseUnread(request, response, refused);
        }
    }

    private Answer answer(Destination destination, HttpRequest request) {
        return switch (destination) {
            case Destination.Found found -> call(found, request);
            case Destination.NoOperation none ->
                none.protocol()
                        .refuse(
                                Optional.of(none.service()),
                                Dialect.of(none.service()).unknownOperation(none.service(), none.operation()),
                                request.id());
            case Destination.NoService none -> none.protocol().refuse(Optional.empty(), none.fault(), request.id());
            case Destination.NoCall() -> NoCall.answer(request);
        };
    }

    private Answer call(Destination.Found to, HttpRequest request) {
        var answer = attempt(to, request);
        log.debug("{} {}:{} {}", request.id(), to.model(), to.operation(), answer.status());
        return answer;
    }

    private Answer attempt(Destination.Found to, HttpRequest request) {
        try {
            var bound = to.service()
                    .operation(to.operation())
                    .orElseThrow(() -> Dialect.notImplemented(to.model(), to.operation()));
            var caller = caller(to, bound, request);
            var input = decode(to, bound);
            var call = new Call(caller.realm(), caller.principal(), request.id(), request.receivedAt());
            authorize(bound, input, call);
            var output = RequestAuthorizer.during(authorizer, () -> bound.call(input, call));
            return to.protocol().answer(to.model(), bound.operation(), output, request.id());
        } catch (Throwable failure) { // an Error, too, must become an answer, and one that gives nothing away
            return to.protocol().refuse(Optional.of(to.model()), fault(to, request, failure), request.id());
        }
    }

    private Caller caller(Destination.Found to, BoundOperation bound, HttpRequest request) throws Unauthenticated {
        if (bound.operation().unsigned() && request.header("authorization").isEmpty()) {
            return Caller.ANONYMOUS;
        }
        return authentication.authenticate(
                request, to.message().body(), to.model().metadata().signingName());
    }

    private void authorize(BoundOperation bound, Structure input, Call call) {
        if (authorizer.decides()) { // telling the resources may take reads that nobody would look at
            authorizer.authorize(call.principal(), bound.action(), bound.resources(input, call));
        }
    }

    private static Structure decode(Destination.Found to, BoundOperation bound) {
        Structure input;
        try {
            input = to.protocol().decode(bound.operation(), to.message());
        } catch (UnknownEnumValue unknown) {
            throw Conventions.invalid(to.model(), to.operation(), List.of(unknown.violation()));
        } catch (CodecException malformed) {
            throw to.dialect().malformed(String.valueOf(malformed.getMessage()));
        }
        var violations = Validator.validate(input);
        if (!violations.isEmpty()) {
            throw Conventions.invalid(to.model(), to.operation(), violations);
        }
        return input;
    }

    private static Fault fault(Destination.Found to, HttpRequest request, Throwable failure) {
        return switch (failure) {
            case Fault fault -> fault;
            case Unauthenticated why -> to.dialect().unauthenticated(why);
            case Denied denied -> to.dialect().denied(denied.text());
            default -> {
                log.error("{} {}:{} failed", request.id(), to.model().id(), to.operation(), failure);
                yield to.dialect().internal();
            }
        };
    }

    /** The headers alone tell how the client wants to be refused; where they do not, as the query protocol does. */
    private void refuseUnread(HttpRequest request, HttpResponse response, BodyRefused why) throws IOException {
        var headersOnly = new Message(request, NOTHING, NOTHING, Map.of());
        var answer = switch (router.route(headersOnly)) {
            case Destination.Found found ->
                found.protocol().refuse(Optional.of(found.model()), why.in(found.dialect()), request.id());
            case Destination.NoOperation none ->
                none.protocol().refuse(Optional.empty(), why.in(JsonDialect.PLAIN), request.id());
            case Destination.NoService none ->
                none.protocol().refuse(Optional.empty(), why.in(JsonDialect.PLAIN), request.id());
            case Destination.NoCall() ->
                QueryProtocol.PLAIN.refuse(Optional.empty(), why.in(QueryDialect.PLAIN), request.id());
        };
        send(request, response.header("Connection", "close"), answer);
    }

    private static void send(HttpRequest request, HttpResponse response, Answer answer) throws IOException {
        response.status(answer.status()).header("x-amzn-RequestId", request.id());
        answer.headers().forEach(response::header);
        response.send(answer.body());
    }
}
