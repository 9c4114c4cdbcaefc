"""Whatever is asked for over http, a browser that follows the redirect stays on a configured host."""

import ada_url
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flask_hardened.protections.hosts.options import HostsOptions

native = st.text(st.characters(max_codepoint=0xFF), max_size=30)
crafty = st.text("/\\@:?#%.\t\r\n evil[]", max_size=20)
hosts = (
    st.sampled_from(["good.example", "GOOD.example.:80", "a.wild.example", "good.example:8080", "evil.example"])
    | native
)
forwarded = st.dictionaries(
    st.sampled_from(["X-Forwarded-Host", "X-Forwarded-Prefix", "X-Forwarded-Port", "X-Forwarded-For"]),
    crafty | hosts,
    max_size=3,
)


@settings(max_examples=600, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    path=native | crafty,
    query=native | crafty,
    root=st.just("") | crafty,
    host=hosts | crafty,
    headers=forwarded,
    method=st.sampled_from(["GET", "HEAD", "POST", "OPTIONS"]) | native,
    port=st.sampled_from([None, 8443]),
)
def test_the_location_is_on_a_configured_host(make_app, ask, path, query, root, host, headers, method, port):
    """The Location is judged by the WHATWG URL parser, as a browser reads it."""
    options = HostsOptions(
        allowed=["good.example:8080", "*.wild.example"],
        proxies=["203.0.113.0/24"],
        forwarded_parts=["for", "proto", "host", "port", "prefix"],
    )
    app = make_app(hosts=options, https_port=port, config={"PROPAGATE_EXCEPTIONS": True})
    answer = ask(app, method=method, path=path, host=host, headers=headers, QUERY_STRING=query, SCRIPT_NAME=root)
    assert answer.status in {200, 308, 400, 403, 405}
    assert (answer.status == 308) == ("Location" in answer.headers)
    if answer.status == 200:
        assert path == "/healthz"
    if answer.status == 308:
        location = answer.headers["Location"]
        assert location.isascii()
        url = ada_url.URL(location)
        assert "https:" == url.protocol
        assert url.hostname == "good.example" or url.hostname.endswith(".wild.example")
        assert str(port or "") == url.port
        assert ("", "", "") == (url.username, url.password, url.hash)
