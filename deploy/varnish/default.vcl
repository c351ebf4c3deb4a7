# Varnish in front of feedservice. To /etc/varnish/default.vcl; docs/deploy.md says what it promises. For Varnish 6 or newer;
# tried with 7.1. TLS is for what stands in front of it (hitch, nginx, a load balancer).
#
# Written for `feedservice web --port 8000` and `--port 8001` over one database, and for base_url = "https://news.example.org" or
# "https://example.org/news"; below another path put that into vcl_recv.

vcl 4.1;

import directors;
import std;

probe ready {
    .url = "/readyz";
    .interval = 1s;
    .timeout = 1s;
    .window = 3;
    .threshold = 2;
    .initial = 2;
}

backend first {
    .host = "127.0.0.1";
    .port = "8000";
    .connect_timeout = 1s;
    .first_byte_timeout = 20s;
    .probe = ready;
}

backend second {
    .host = "127.0.0.1";
    .port = "8001";
    .connect_timeout = 1s;
    .first_byte_timeout = 20s;
    .probe = ready;
}

sub vcl_init {
    new webs = directors.round_robin();
    webs.add_backend(first);
    webs.add_backend(second);
}

sub vcl_recv {
    set req.backend_hint = webs.backend();
    if (req.restarts == 0) {
        # Whoever stands in front of Varnish and is trusted may name the client by the PROXY protocol.
        set req.http.X-Forwarded-For = client.ip;
        set req.http.X-Feedservice-Accepted = req.http.Accept-Encoding;
    }

    # For editors, operators, partners, aggregators (whose changes.json depends on the query) and who searches: never from the cache. Names that only begin like one are passed as well, which does
    # no harm. Partners' addresses are secret; keep them out of logs: varnishncsa -q 'ReqURL !~ "^(/news)?/(private|preview)/"'.
    if (req.url ~ "^(/news)?/(desk|private/|preview/|(health|metrics|livez|readyz|search|changes\.json)($|\?))") {
        return (pass);
    }
    if ((req.method != "GET" && req.method != "HEAD") || req.http.Authorization) {
        return (pass);
    }
    unset req.http.Cookie; # nothing that is public asks for one

    # One answer is kept for each coding, not for each way to ask for it: what feedservice itself would choose. What states other
    # wishes is passed.
    if (req.restarts == 0) {
        if (req.http.Accept-Encoding ~ "(?i)(^|[ ,\t])br *(; *q=1(\.0*)?)? *(,|$)" || req.http.Accept-Encoding == "*") {
            set req.http.X-Feedservice-Accepted = "br";
        } else if (req.http.Accept-Encoding ~ "(?i)(^|[ ,\t])zstd *(; *q=1(\.0*)?)? *(,|$)") {
            set req.http.X-Feedservice-Accepted = "zstd";
        } else if (req.http.Accept-Encoding ~ "(?i)(^|[ ,\t])(x-)?gzip *(; *q=1(\.0*)?)? *(,|$)") {
            set req.http.X-Feedservice-Accepted = "gzip";
        } else if (req.http.Accept-Encoding ~ "[;*]") {
            return (pass);
        } else {
            set req.http.X-Feedservice-Accepted = "identity";
        }
    }
    set req.http.Accept-Encoding = req.http.X-Feedservice-Accepted;
    if (req.http.Sec-Fetch-Dest != "document") {
        unset req.http.Sec-Fetch-Dest;
    }

    # While feedservice is well, what is kept is shown for a second more while it is asked again (stale-while-revalidate); when
    # no web answers, for the whole of its grace (stale-if-error).
    if (req.restarts == 0 && std.healthy(req.backend_hint)) {
        set req.grace = 1s;
    } else {
        set req.grace = 24h;
    }
    return (hash);
}

sub vcl_hash {
    # No public answer of feedservice depends on the host that was asked for, or, of those that are kept, on what follows the `?`.
    hash_data(regsub(req.url, "\?.*$", ""));
    hash_data(req.http.X-Feedservice-Accepted);
    hash_data(req.http.Sec-Fetch-Dest);
    return (lookup);
}

sub vcl_backend_fetch {
    # Varnish would ask for gzip alone, and pack and unpack by itself. The word stays: a second try comes by here again.
    if (bereq.http.X-Feedservice-Accepted) {
        set bereq.http.Accept-Encoding = bereq.http.X-Feedservice-Accepted;
    } else {
        unset bereq.http.Accept-Encoding;
    }
    if (bereq.retries > 0) {
        set bereq.backend = webs.backend();
    }
}

sub vcl_backend_response {
    if (beresp.status >= 500 && bereq.is_bgfetch) {
        return (abandon); # what is kept stays
    }
    if (beresp.status >= 500 && bereq.retries == 0 && (bereq.method == "GET" || bereq.method == "HEAD")) {
        return (retry);
    }
    # Fresh for a second, whatever Cache-Control says (which goes to readers and to caches further out as it is): a second
    # spares feedservice nearly every question, and a new edition, a correction or a withdrawal needs no purge.
    # That something is gone is kept likewise, or what was kept of it would come back when no web answers.
    if ((beresp.status == 200 || beresp.status == 404 || beresp.status == 410) && beresp.http.Cache-Control && beresp.http.Cache-Control !~ "(?i)no-store|private"
        && !beresp.http.Set-Cookie && !bereq.uncacheable) {
        set beresp.ttl = 1s;
        set beresp.grace = 24h;
        set beresp.keep = 0s;
    } else {
        set beresp.uncacheable = true;
        set beresp.ttl = 0s;
        set beresp.grace = 0s;
    }
    return (deliver);
}

sub vcl_backend_error {
    if (!bereq.is_bgfetch && bereq.retries == 0 && (bereq.method == "GET" || bereq.method == "HEAD")) {
        return (retry);
    }
    return (abandon);
}

sub vcl_deliver {
    if (resp.status >= 500 && req.restarts == 0 && req.http.X-Feedservice-Accepted && req.method == "GET") {
        return (restart); # with all its grace
    }
    if (obj.hits > 0) {
        set resp.http.X-Cache = "HIT";
    } else {
        set resp.http.X-Cache = "MISS";
    }
}

sub vcl_synth {
    if (resp.status == 503 && req.restarts == 0 && (req.method == "GET" || req.method == "HEAD")) {
        return (restart);
    }
    set resp.http.Content-Type = "text/plain; charset=utf-8";
    set resp.http.Retry-After = "10";
    set resp.http.Cache-Control = "no-store";
    synthetic(resp.status + " " + resp.reason + {"
"});
    return (deliver);
}
