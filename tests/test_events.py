"""Security events: their members, where they go, and what cannot stop or split them."""

from __future__ import annotations

import ast
import datetime as dt
import io
import json
import logging
import logging.config
import threading
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

import flask_hardened
from flask_hardened import ConfigurationError, Hardened
from flask_hardened.event_names import OWASP, OWN, VOCABULARY
from flask_hardened.events import CORE, EventLog, EventsOptions, security_event
from flask_hardened.hardening import hardening_of

OFF = dict.fromkeys(("hosts", "transport", "body_size", "headers", "csp", "cookies", "errors", "deployment"), False)


class Sink(list):
    """Keeps what it is given."""

    def __call__(self, event, line):
        assert json.loads(line) == event
        self.append((event, line))


def log(**options) -> tuple[EventLog, Sink]:
    sink = Sink()
    return EventLog(Flask("shop"), EventsOptions(logger=sink, **options)), sink


def app_with_events(**options):
    app = Flask("shop")
    app.config["TESTING"] = True
    Hardened(app, events=EventsOptions(**options), **OFF)
    return app, hardening_of(app).events


def unhandled() -> str:
    """Return the name of a logger that no handler serves; pytest gives one of its own to each logger it finds."""
    logger = logging.getLogger("shop.unhandled")
    logger.propagate = False
    logger.handlers.clear()
    return logger.name


def test_members_outside_a_request():
    """Outside a request an event has its time in UTC, the app, its name, level and description, and its fields."""
    events, sink = log()
    events.emit("sys_startup", workers=4)
    event = sink[0][0]
    moment = dt.datetime.fromisoformat(event.pop("datetime").replace("Z", "+00:00"))
    assert dt.timedelta(0) == moment.utcoffset()
    assert abs(moment - dt.datetime.now(dt.timezone.utc)) < dt.timedelta(minutes=1)
    assert {
        "appid": "shop",
        "event": "sys_startup",
        "level": "WARN",
        "description": "The app started.",
        "workers": 4,
    } == event


def test_members_of_a_request():
    """During a request the event says who asked what, without the values of the query."""
    sink = Sink()
    app, events = app_with_events(logger=sink)

    @app.post("/reset/<token>/<name>")
    def reset(token, name):
        events.emit("malicious_extraneous", field="x")
        return ""

    app.test_client().post(
        "/reset/hunter2/caf\u00e9?card=4111&next=/",
        base_url="https://shop.example",
        headers={"User-Agent": "Nikto\u2028/2.1 https://a:hunter2@x"},
        environ_base={"REMOTE_ADDR": "192.0.2.7"},
    )
    event, line = sink[0]
    assert {
        "event": "malicious_extraneous",
        "level": "CRITICAL",
        "source_ip": "192.0.2.7",
        "host": "shop.example",
        "protocol": "https",
        "request_uri": "/reset/***/caf%C3%A9?card=***&next=***",
        "request_method": "POST",
        "field": "x",
    }.items() <= event.items()
    assert 24 == len(event["request_id"])
    assert event["useragent"].endswith("https://***@x")
    assert list(CORE) == list(event)[:-1]
    assert "hunter2" not in line


def test_level_and_description_are_the_callers():
    """What the caller says wins over the vocabulary; a name of the app's own is WARN."""
    events, sink = log()
    events.emit("sys_crash", level="CRITICAL", description="Out of memory.")
    events.emit("shop_refund")
    assert [("CRITICAL", "Out of memory."), ("WARN", "shop_refund")] == [
        (event["level"], event["description"]) for event, _ in sink
    ]


def test_fields_are_masked():
    """Secrets are masked by name at any depth, and by their form in texts; the app's own names too."""
    events, sink = log(mask=("patient",))
    events.emit(
        "input_validation_fail",
        description="Sent password=hunter2.",
        csrf_token="hunter2",
        form={"PIN": "hunter2", "spinner": "on"},
        dsn="mysql://ann:hunter2@db/x",
        patientName="hunter2",
    )
    event, line = sink[0]
    assert "hunter2" not in line
    assert {"PIN": "***", "spinner": "on"} == event["form"]
    assert "mysql://***@db/x" == event["dsn"]


def test_constant_fields():
    """Constant fields stand in every event."""
    events, sink = log(fields={"region": "eu-1"})
    events.emit("sys_startup")
    assert "eu-1" == sink[0][0]["region"]


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"logger": ""}, "logger"),
        ({"logger": 3}, "logger"),
        ({"mask": ["--"]}, "mask"),
        ({"fields": {"host": "x"}}, "fields"),
        ({"fields": {"api_key": "x"}}, "fields"),
    ],
)
def test_bad_options(options, field):
    """Options that cannot work are refused by name."""
    with pytest.raises(ConfigurationError) as caught:
        EventsOptions(**options)
    assert [f"EventsOptions.{field}"] == [problem.setting for problem in caught.value.problems]


@pytest.mark.parametrize(
    "text", ["a\nb", "a\r\nb", "\x1b[31mred", "\u2028", "\u0085", "\ud800", "\x00", "\x7f", "\u202e"]
)
def test_one_line(text, capfd):
    """Line breaks, terminal codes and lone surrogates survive as escapes: one event is one line of ASCII on stderr."""
    events = EventLog(Flask("shop"), EventsOptions(logger=unhandled()))
    events.emit("authn_login_fail", user=text)
    lines = [line for line in capfd.readouterr().err.splitlines() if line]
    assert 1 == len(lines)
    assert lines[0].isascii()
    assert lines[0].isprintable()
    assert text == json.loads(lines[0])["user"]


class Hostile:
    def __str__(self):
        raise RuntimeError

    __repr__ = __class__ = property(__str__)


@given(
    event=st.one_of(st.text(st.characters(exclude_categories=()), max_size=20), st.integers(), st.builds(Hostile)),
    level=st.one_of(st.none(), st.sampled_from(["INFO", "WARN"]), st.text(), st.builds(Hostile)),
    description=st.one_of(st.none(), st.text(), st.builds(Hostile)),
    fields=st.dictionaries(st.text(), st.one_of(st.text(), st.binary(), st.builds(Hostile), st.lists(st.text()))),
)
def test_emit_never_raises_and_never_loses(event, level, description, fields):
    """Any name, level, description and fields give exactly one line; a short name reads back as it was."""
    events, sink = log()
    events.emit(event, level=level, description=description, **{f"f{name}": value for name, value in fields.items()})
    assert 1 == len(sink)
    assert len(sink[0][1]) <= 4096
    assert sink[0][1].isascii()
    assert sink[0][1].isprintable()
    if type(event) is str:
        assert json.loads(json.dumps(event)) == sink[0][0]["event"]


def test_field_names_of_parameters():
    """A field may be called like a parameter of emit."""
    events, sink = log()
    events.emit("sys_crash", event="forged", self=1)
    assert ("sys_crash", "forged", 1) == tuple(sink[0][0][name] for name in ("event", "event_", "self"))


def test_records_of_the_logger(caplog):
    """The default sink is the logger flask_hardened.events; levels map, and handlers find the dict on the record."""
    events = EventLog(Flask("shop"), EventsOptions())
    events.emit("authn_login_success")
    events.emit("sys_startup")
    events.emit("authz_fail")
    assert ["INFO", "WARNING", "CRITICAL"] == [record.levelname for record in caplog.records]
    assert {"flask_hardened.events"} == {record.name for record in caplog.records}
    assert "authz_fail" == caplog.records[2].security_event["event"]
    assert caplog.records[2].security_event == json.loads(caplog.records[2].getMessage())


def test_a_level_of_the_apps_own_is_kept():
    """A logger whose level the app chose keeps it."""
    logger = logging.getLogger("shop.leveled")
    logger.setLevel(logging.ERROR)
    EventLog(Flask("shop"), EventsOptions(logger="shop.leveled"))
    assert logging.ERROR == logger.level


def test_a_disabled_logger_writes_again(caplog):
    """dictConfig disables the loggers that exist before it; events come out all the same."""
    events = EventLog(Flask("shop"), EventsOptions(logger="shop.disabled"))
    logging.getLogger("shop.disabled").disabled = True
    events.emit("sys_crash")
    assert 1 == len(caplog.records)


def test_nothing_configured_writes_to_the_servers_error_stream():
    """Without any handler an INFO event too comes out, as plain JSON, where Flask's own log goes."""
    app, events = app_with_events(logger=unhandled())
    app.add_url_rule("/", view_func=lambda: str(events.emit("authn_login_success")))
    errors = io.StringIO()
    app.test_client().get("/", errors_stream=errors)
    assert "authn_login_success" == json.loads(errors.getvalue())["event"]


def test_a_raising_sink_does_not_stop_the_request(capfd):
    """The request goes on; the line goes to stderr instead, and the failure is said once, without its message."""

    def sink(event, line):
        raise OSError("hunter2")

    _app, events = app_with_events(logger=sink)
    events.emit("sys_crash")
    events.emit("sys_restart")
    lines = capfd.readouterr().err.splitlines()
    assert 3 == len(lines)
    assert "flask_hardened: The sink of security events raised: <OSError>. This is said once." == lines[0]
    assert ["sys_crash", "sys_restart"] == [json.loads(line)["event"] for line in lines[1:]]


def test_broken_streams(capfd, monkeypatch):
    """A stream that fails gives way to standard error; without any, nothing is raised."""
    app, events = app_with_events(logger=unhandled())
    app.add_url_rule("/", view_func=lambda: str(events.emit("sys_crash")))
    broken = io.StringIO()
    broken.close()
    app.test_client().get("/", errors_stream=broken)
    assert "sys_crash" == json.loads(capfd.readouterr().err)["event"]
    monkeypatch.setattr("sys.stderr", None)
    assert 200 == app.test_client().get("/", errors_stream=broken).status_code


@pytest.fixture
def received():
    """Events received through the signal, from any app; the subscription ends with the test."""
    seen = []

    def receiver(sender, event):
        seen.append((sender, event))
        event["event"] = "changed by a receiver"

    with security_event.connected_to(receiver):
        yield seen


def test_the_signal(received):
    """Subscribers get the app and a dict of their own: what one changes, the next one and the sink do not see."""
    sink = Sink()
    app, events = app_with_events(logger=sink)
    second = []

    def other(sender, event):
        second.append(event["event"])

    with security_event.connected_to(other, sender=app):
        events.emit("sys_crash")
    assert received[0][0] is app
    assert ["sys_crash"] == second
    assert "sys_crash" == sink[0][0]["event"]


def test_the_signal_of_another_app():
    """A subscriber to one app hears nothing of another."""
    heard = []
    app, _ = app_with_events(logger=Sink())
    _, others_events = app_with_events(logger=Sink())
    with security_event.connected_to(lambda sender, event: heard.append(event), sender=app):
        others_events.emit("sys_crash")
    assert [] == heard


def test_the_signal_off(received):
    """signal=False sends none; the line is written."""
    events, sink = log(signal=False)
    events.emit("sys_crash")
    assert ([], 1) == (received, len(sink))


def test_a_muted_signal(received):
    """Blinker's own muting holds."""
    events, sink = log()
    with security_event.muted():
        events.emit("sys_crash")
    assert ([], 1) == (received, len(sink))


def test_raising_receivers(received, capfd):
    """A receiver that raises, or is asynchronous, stops neither the request nor the others; it is said once."""

    def raising(sender, event):
        raise RuntimeError("hunter2")

    async def asynchronous(sender, event):
        raise AssertionError

    events, _ = log()
    with security_event.connected_to(raising), security_event.connected_to(asynchronous):
        events.emit("sys_crash")
        events.emit("sys_crash")
    assert 2 == len(received)
    assert 1 == capfd.readouterr().err.count("receiver of security_event")


def test_a_receiver_that_emits():
    """An event emitted by a receiver is written, and not sent again: no endless loop."""
    events, sink = log()

    def receiver(sender, event):
        events.emit("sys_monitor_disabled")

    with security_event.connected_to(receiver):
        events.emit("sys_crash")
    assert ["sys_crash", "sys_monitor_disabled"] == [event["event"] for event, _ in sink]


def test_counts():
    """Events are counted by name; 16 threads lose none; the mapping is a copy that cannot be changed."""
    events, _ = log(signal=False)
    threads = [
        threading.Thread(target=lambda: [events.emit("excess_rate_limit_exceeded") for _ in range(50)])
        for _ in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counts = events.counts
    assert {"excess_rate_limit_exceeded": 800} == dict(counts)
    with pytest.raises(TypeError):
        counts["x"] = 1
    events.emit("sys_crash")
    assert 1 == len(counts)


def test_counts_are_bounded():
    """Names made from input cannot fill the memory."""
    events, _ = log(signal=False)
    for number in range(300):
        events.emit(f"shop_{number}")
    assert 257 == len(events.counts)
    assert 44 == events.counts["other"]


def test_events_off(capfd, received):
    """Without options nothing is written, counted or sent."""
    events = EventLog(Flask("shop"), None)
    events.emit("sys_crash")
    assert ({}, [], "") == (dict(events.counts), received, capfd.readouterr().err)


def test_the_vocabulary_is_complete():
    """Each name is described; ours are apart from OWASP's and bear a prefix that OWASP does not use."""
    prefixes = {name.partition("_")[0] for name in OWASP}
    assert not prefixes & {name.partition("_")[0] for name in OWN}
    assert all(name.description.endswith(".") for name in VOCABULARY.values())
    assert {"INFO", "WARN", "CRITICAL"} == {name.level for name in VOCABULARY.values()}


def test_the_package_emits_only_names_of_the_vocabulary():
    """Every event that the package itself emits stands in the table."""
    emitted = set()
    for file in Path(flask_hardened.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "emit":
                emitted.update(text.value for text in node.args if isinstance(text, ast.Constant))
    assert emitted <= set(VOCABULARY), emitted - set(VOCABULARY)
