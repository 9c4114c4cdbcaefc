"""Whatever is sent: no exception, no 500, no header that was smuggled in, no host that is not configured."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flask_hardened.protections.hosts.options import HostsOptions

native = st.text(st.characters(max_codepoint=0xFF), max_size=40)
hosts = native | st.sampled_from(
    ["good.example", "GOOD.example.", "a.wild.example", "good.example:443", "wild.example"]
)
addresses = st.sampled_from(["10.0.0.1", "198.51.100.7", "unknown", "[::1]:80", "fd00::1", "", '"'])
lists = st.lists(addresses | native, max_size=4).map(", ".join)
forwarded = st.text('for=;,"\\ 10.:[]hostpr', max_size=60)
believable = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Prefix"]
names = st.sampled_from([*believable, "Forwarded", "X-Real-IP", "X-Script-Name", "Transfer-Encoding", "X-HTTP-Method"])


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.data(),
    st.sampled_from(["x-forwarded", "forwarded"]),
    st.sampled_from(["10.0.0.1", "203.0.113.9", "", "fd00::1%eth0"]) | native,
)
def test_nothing_gets_through(make_app, ask, data, family, peer):
    """Any host, path, query, method, length and forwarded header, from a trusted or any other peer."""
    parts = ["for", "proto", "host"] + (["port", "prefix"] if family == "x-forwarded" else [])
    options = HostsOptions(
        allowed=["good.example:*", "*.wild.example"],
        proxies=["10.0.0.0/8", "fd00::/8"],
        forwarded=family,
        forwarded_parts=parts,
    )
    app = make_app(hosts=options, config={"PROPAGATE_EXCEPTIONS": True})
    answer = ask(
        app,
        method=data.draw(st.sampled_from(["GET", "POST", "HEAD"]) | native),
        path="/" + data.draw(native),
        host=data.draw(hosts | st.none()),
        scheme=data.draw(st.sampled_from(["http", "https"])),
        peer=peer,
        headers=data.draw(st.dictionaries(names, lists | forwarded | hosts, max_size=4)),
        QUERY_STRING=data.draw(native),
        CONTENT_LENGTH=data.draw(st.none() | st.sampled_from(["0", "5", "x"]) | native),
    )
    assert answer.status < 500
    if answer.status == 200 and answer.body:
        seen = json.loads(answer.body)
        name = seen["host"].partition(":")[0]
        assert name == "good.example" or name.endswith(".wild.example")
        assert seen["scheme"] in {"http", "https"}
        assert not seen["root"].startswith("//")
