"""The floor under every cookie of real apps."""

from __future__ import annotations

import threading

import pytest
from flask import Blueprint, Flask, Response, abort, make_response, request, session
from flask.views import MethodView
from flask_login import LoginManager, UserMixin, login_user, logout_user

from flask_hardened import CookieTooLargeError, Hardened
from flask_hardened.protections.cookies.decorators import cookie
from flask_hardened.protections.cookies.options import CookiesOptions

OTHERS_OFF = dict.fromkeys(("hosts", "transport", "body_size", "headers", "csp", "errors", "deployment"), False)
HTTPS = "https://shop.example"
KEY = "kW3vUoTqXv8n5aJr1cYd7LmZ0pEbHsGf"


def make_app(options=None, **config):
    app = Flask(__name__)
    app.config.update({"SECRET_KEY": KEY, "TESTING": True, **config})
    Hardened(app, cookies=options or CookiesOptions(), **OTHERS_OFF)

    @app.get("/login")
    def login():
        session["user"] = "ann"
        return "in"

    @app.get("/me")
    def me():
        return session.get("user", "nobody")

    @app.get("/logout")
    def logout():
        session.clear()
        return "out"

    @app.get("/set")
    def set_one():
        """Set the cookie that the query asks for, as a hand-made header."""
        return Response("set", headers=[("Set-Cookie", value) for value in request.args.getlist("c")])

    return app


def cookies_of(response):
    return response.headers.getlist("Set-Cookie")


def cookie_set(app, header, **request_options):
    options = {"base_url": HTTPS, **request_options}
    return cookies_of(app.test_client(use_cookies=False).get("/set", query_string={"c": header}, **options))


def test_the_session_over_https():
    """The session cookie has the prefix and every attribute, is read back, and is deleted by the same name."""
    client = make_app().test_client()
    [header] = cookies_of(client.get("/login", base_url=HTTPS))
    assert header.startswith("__Host-session=")
    assert header.endswith("; Secure; HttpOnly; Path=/; SameSite=Lax")
    assert "ann" == client.get("/me", base_url=HTTPS).text
    [header] = cookies_of(client.get("/logout", base_url=HTTPS))
    assert header.startswith("__Host-session=;")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Max-Age=0"} <= set(header.split("; "))
    assert "nobody" == client.get("/me", base_url=HTTPS).text


def test_an_unprefixed_session_over_https_is_not_read():
    """What a sibling domain or plain HTTP planted under the bare name signs nobody in."""
    app = make_app(TESTING=False)
    client = app.test_client()
    [header] = cookies_of(client.get("/login", base_url=HTTPS))
    value = header.partition("=")[2].partition(";")[0]
    plain = app.test_client(use_cookies=False)
    assert "nobody" == plain.get("/me", base_url=HTTPS, headers={"Cookie": f"session={value}"}).text
    assert "ann" == plain.get("/me", base_url=HTTPS, headers={"Cookie": f"__Host-session={value}"}).text


def test_tests_over_http_see_the_production_wire():
    """In testing mode nothing is renamed over http either, and session_transaction works."""
    client = make_app().test_client()
    with client.session_transaction() as stored:
        stored["user"] = "ann"
    assert "ann" == client.get("/me").text
    [header] = cookies_of(client.get("/login"))
    assert header.startswith("__Host-session=")
    assert "Secure" in header


def test_configuration_loaded_later():
    """Settings loaded after Hardened(app) are raised before the first request."""
    app = make_app()
    app.config.update(SESSION_COOKIE_NAME="shop", SESSION_COOKIE_SECURE=False, SESSION_COOKIE_SAMESITE="None")
    [header] = cookies_of(app.test_client().get("/login", base_url=HTTPS))
    assert header.startswith("__Host-shop=")
    assert header.endswith("; Secure; HttpOnly; Path=/; SameSite=Lax")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("a=b", "a=b; Secure; HttpOnly; SameSite=Lax"),
        ("a=b; Secure; HttpOnly; SameSite=Strict", "a=b; Secure; HttpOnly; SameSite=Strict"),
        ("a", "a; Secure; HttpOnly; SameSite=Lax"),
        ("=b", "=b; Secure; HttpOnly; SameSite=Lax"),
        ('a="b, c"; max-age=5', 'a="b, c"; max-age=5; Secure; HttpOnly; SameSite=Lax'),
        ("csrftoken=b", "csrftoken=b; Secure; SameSite=Lax"),
        ("csrftoken", "csrftoken; Secure; HttpOnly; SameSite=Lax"),
        ("csrftokens=b", "csrftokens=b; Secure; HttpOnly; SameSite=Lax"),
        ("__Host-a=b; Domain=x.example", "__Host-a=b; Path=/; Secure; HttpOnly; SameSite=Lax"),
        ("widget=b; SameSite=None", "widget=b; SameSite=None; Secure; HttpOnly"),
        ("widget=; Max-Age=0", "widget=; Max-Age=0; Secure; HttpOnly; SameSite=None"),
        ("widgets=b; SameSite=None", "widgets=b; SameSite=Lax; Secure; HttpOnly"),
        ("session=x", "session=x; Secure; HttpOnly; SameSite=Lax"),
    ],
)
def test_hand_made_headers(header, expected):
    """Headers that no library wrote get the floor too; options name what is let off."""
    app = make_app(CookiesOptions(cross_site=("widget",)))
    assert [expected] == cookie_set(app, header)
    assert [expected] == cookie_set(app, header)


def test_several_cookies_keep_their_order():
    """Each Set-Cookie is judged on its own, in place."""
    app = make_app()
    response = app.test_client().get("/set", query_string=[("c", "a=1"), ("c", "csrftoken=2")], base_url=HTTPS)
    assert ["a=1; Secure; HttpOnly; SameSite=Lax", "csrftoken=2; Secure; SameSite=Lax"] == cookies_of(response)


def test_cookies_of_hooks_errors_and_streams():
    """Cookies set by hooks, error handlers and aborts get the floor, also where no endpoint was found."""
    app = make_app()

    @app.after_request
    def hook(response):
        response.set_cookie("hook", "1")
        return response

    @app.errorhandler(404)
    def missing(error):
        response = make_response("missing", 404)
        response.set_cookie("handler", "1")
        return response

    @app.get("/abort")
    def aborts():
        response = make_response("no", 403)
        response.headers.add("Set-Cookie", "aborted=1")
        abort(response)

    client = app.test_client()
    for path, names in {"/nowhere": {"handler", "hook"}, "/abort": {"aborted", "hook"}}.items():
        headers = cookies_of(client.get(path, base_url=HTTPS))
        assert names == {header.partition("=")[0] for header in headers}
        assert all(header.endswith("SameSite=Lax") and "; Secure; HttpOnly" in header for header in headers)


def test_marks():
    """A view's declaration holds there and only there; the nearest one wins; blueprints hold for their views."""
    app = make_app()
    shop = Blueprint("shop", __name__, url_prefix="/shop")
    cookie("theme", httponly=False)(shop)
    cookie("embed", samesite="None")(shop)

    def sets():
        return Response("", headers=[("Set-Cookie", "theme=1"), ("Set-Cookie", "embed=1; SameSite=None")])

    @shop.get("/plain")
    def plain():
        return sets()

    @shop.get("/strict")
    @cookie("theme", httponly=True, samesite="Strict")
    def strict():
        return sets()

    @app.get("/outside")
    def outside():
        return sets()

    @app.get("/insecure")
    @cookie("theme", secure=False)
    def insecure():
        return sets()

    @cookie("theme", httponly=False)
    class Page(MethodView):
        def get(self):
            return sets()

        @cookie("theme", samesite="None")
        def post(self):
            return sets()

    app.register_blueprint(shop)
    app.add_url_rule("/page", view_func=Page.as_view("page"))
    client = app.test_client()
    none = "embed=1; SameSite=None; Secure; HttpOnly"
    lax = "embed=1; SameSite=Lax; Secure; HttpOnly"
    for path, expected in {
        "/shop/plain": ["theme=1; Secure; SameSite=Lax", none],
        "/shop/strict": ["theme=1; Secure; HttpOnly; SameSite=Strict", none],
        "/outside": ["theme=1; Secure; HttpOnly; SameSite=Lax", lax],
        "/insecure": ["theme=1; HttpOnly; SameSite=Lax", lax],
        "/page": ["theme=1; Secure; SameSite=Lax", lax],
    }.items():
        assert expected == cookies_of(client.get(path, base_url=HTTPS)), path
    assert ["theme=1; Secure; SameSite=None", lax] == cookies_of(
        client.post("/page", base_url=HTTPS, headers={"Sec-Fetch-Site": "same-origin"})
    )


def test_a_mark_names_the_session_cookie_without_its_prefix():
    """What is declared about "session" holds for "__Host-session"."""
    app = make_app()

    @app.get("/strict")
    @cookie("session", samesite="Strict")
    def strict():
        session["user"] = "ann"
        return ""

    [header] = cookies_of(app.test_client().get("/strict", base_url=HTTPS))
    assert header.endswith("SameSite=Strict")


def test_the_session_is_never_script_readable():
    """Naming the session cookie in script_readable does not take its HttpOnly."""
    app = make_app(CookiesOptions(script_readable=("session", "__Host-session")))
    assert ["__Host-session=x; Secure; HttpOnly; SameSite=Lax; Path=/"] == [
        header.replace("; Path=/", "") + "; Path=/" for header in cookie_set(app, "__Host-session=x")
    ]


@pytest.mark.parametrize(("size", "fits"), [(4096, True), (4097, False)])
def test_the_largest_cookie(size, fits):
    """Name and value together may have 4096 bytes; attributes do not count. One more is an error, not a silent loss."""
    app = make_app()
    app.add_url_rule(
        "/big", view_func=lambda: Response("", headers=[("Set-Cookie", f"big={'x' * (size - 3)}; Path=/")])
    )
    if fits:
        assert 1 == len(cookies_of(app.test_client().get("/big", base_url=HTTPS)))
    else:
        with pytest.raises(CookieTooLargeError, match=r"'big' has 4097 bytes.*server"):
            app.test_client().get("/big", base_url=HTTPS)


@pytest.mark.filterwarnings("ignore:The '__Host-session' cookie is too large")
def test_a_session_that_is_too_large_in_production():
    """In production it is a 500 and a log entry that names the cookie, not a session that silently forgets."""
    app = make_app(TESTING=False)

    @app.get("/hoard")
    def hoard():
        session["all"] = [str(number**7) for number in range(2000)]
        return "kept"

    assert 500 == app.test_client().get("/hoard", base_url=HTTPS).status_code


def test_notes(caplog):
    """Which cookie was strengthened is logged once per name; what was strong, deleted or ours is not."""
    app = make_app()
    for header in (
        "weak=1",
        "weak=2; Path=/x",
        "strong=1; Secure; HttpOnly; SameSite=Lax",
        "session=1",
        "gone=; Max-Age=0; Path=/",
    ):
        cookie_set(app, header)
    notes = [record.getMessage() for record in caplog.records]
    assert 1 == len(notes)
    assert "'weak' leaves with Secure, HttpOnly, SameSite=Lax" in notes[0]


def test_notes_are_bounded(caplog):
    """Cookie names made from input fill neither the log nor the memory."""
    app = make_app()
    client = app.test_client()
    for number in range(100):
        client.get("/set", query_string={"c": f"weak{number}=1"}, base_url=HTTPS)
    assert 64 == len(caplog.records)


def test_what_is_kept_is_bounded():
    """Names and attributes made from input fill no memory, and are still judged right."""
    app = make_app()
    client = app.test_client(use_cookies=False)
    for number in range(600):
        [header] = cookies_of(client.get("/set", query_string={"c": f"a{number}=1; Path=/{number}"}, base_url=HTTPS))
        assert f"a{number}=1; Path=/{number}; Secure; HttpOnly; SameSite=Lax" == header
    rule = app.extensions["hardened"].plans.of("set_one", "GET").room["cookies"]
    assert len(rule._kept) <= 512
    assert len(rule._floors) <= 512


def test_an_app_without_https():
    """secure=False adds no Secure, and everything else."""
    app = make_app(CookiesOptions(secure=False), TESTING=False)
    client = app.test_client()
    [header] = cookies_of(client.get("/login", base_url="http://intranet"))
    assert header.startswith("session=")
    assert header.endswith("; HttpOnly; Path=/; SameSite=Lax")
    assert "ann" == client.get("/me", base_url="http://intranet").text


def test_cookies_off():
    """cookies=False leaves the app's cookies and settings alone."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY=KEY, TESTING=True)
    Hardened(app, cookies=False, **OTHERS_OFF)
    app.add_url_rule("/", view_func=lambda: Response("", headers=[("Set-Cookie", "a=b")]))
    assert ["a=b"] == cookies_of(app.test_client().get("/"))
    assert "session" == app.config["SESSION_COOKIE_NAME"]


DEVELOPMENT = [
    ({"DEBUG": True}, "http://localhost:5000"),
    ({"DEBUG": True}, "http://192.0.2.7:5000"),
    ({}, "http://localhost:5000"),
    ({}, "http://127.0.0.1"),
    ({}, "http://[::1]:5000"),
]


@pytest.mark.parametrize(("config", "url"), DEVELOPMENT)
def test_development_over_http(config, url):
    """Plain HTTP while debugging or on loopback: the session travels without prefix and Secure, and is read back."""
    client = make_app(TESTING=False, **config).test_client()
    [header] = cookies_of(client.get("/login", base_url=url))
    assert header.startswith("session=")
    assert header.endswith("; HttpOnly; Path=/; SameSite=Lax")
    assert "Secure" not in header
    assert "ann" == client.get("/me", base_url=url).text
    [header] = cookies_of(client.get("/logout", base_url=url))
    assert header.startswith("session=;")
    assert "nobody" == client.get("/me", base_url=url).text


@pytest.mark.parametrize(
    ("url", "headers"),
    [
        ("http://shop.example", {}),
        ("http://localhost.shop.example", {}),
        ("http://localhost", {"X-Forwarded-Proto": "https"}),
        ("http://localhost", {"X-Forwarded-For": "192.0.2.7"}),
        ("http://localhost", {"Via": "1.1 proxy"}),
        ("https://localhost", {}),
    ],
)
def test_not_development(url, headers):
    """On other hosts, behind a proxy and over HTTPS nothing is renamed, in either direction."""
    app = make_app(TESTING=False)
    client = app.test_client()
    [header] = cookies_of(client.get("/login", base_url=url, headers=headers))
    assert header.startswith("__Host-session=")
    assert "; Secure" in header
    value = header.partition("=")[2].partition(";")[0]
    plain = app.test_client(use_cookies=False)
    answer = plain.get("/me", base_url=url, headers={**headers, "Cookie": f"session={value}"})
    assert "nobody" == answer.text


def test_forwarded_headers_that_the_hosts_room_took_away():
    """A proxy that is not trusted is still seen to be one."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY=KEY)
    Hardened(app, **{**OTHERS_OFF, "hosts": True})

    @app.get("/login")
    def login():
        session["user"] = "ann"
        return ""

    response = app.test_client().get("/login", headers={"X-Forwarded-Proto": "https"})
    assert "__Host-session" == cookies_of(response)[0].partition("=")[0]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("a=b", "a=b; HttpOnly; SameSite=Lax"),
        ("a=b; Secure", "a=b; Secure; HttpOnly; SameSite=Lax"),
        ("widget=b", "widget=b; Secure; HttpOnly; SameSite=None"),
        ("__Host-a=b; Secure; Path=/", "__Host-a=b; Secure; Path=/; HttpOnly; SameSite=Lax"),
        ("remember_token=b; Secure", "remember_token=b; HttpOnly; SameSite=Lax"),
    ],
)
def test_other_cookies_in_development(header, expected):
    """Other cookies are not made Secure over plain HTTP, unless they are useless without; nothing is taken away."""
    app = make_app(CookiesOptions(cross_site=("widget",)), TESTING=False)
    assert [expected] == cookie_set(app, header, base_url="http://localhost")


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("session=1", "__Host-session=1"),
        ("a=b; session=1; c=d", "a=b; __Host-session=1; c=d"),
        ("__Host-session=2; session=1", "__Host-session=1"),
        ("__Host-session=2", "__Host-session=2"),
        ("a=session=1", "a=session=1"),
        ("sessions=1", "sessions=1"),
        ("mysession=1;a=b", "mysession=1;a=b"),
        ('a="x; session=1"', 'a="x; __Host-session=1"'),
    ],
)
def test_the_cookie_header_in_development(sent, expected):
    """Only the session cookie is renamed; it wins over one that HTTPS left behind."""
    app = make_app(TESTING=False)
    app.add_url_rule("/echo", view_func=lambda: request.environ["HTTP_COOKIE"])
    assert expected == app.test_client(use_cookies=False).get("/echo", headers={"Cookie": sent}).text


def test_a_production_app_on_loopback_says_so(caplog):
    """Outside debugging a session without Secure is said once, with what to do when a proxy stands in front."""
    client = make_app(TESTING=False).test_client()
    client.get("/login")
    client.get("/login")
    notes = [record.getMessage() for record in caplog.records if "left without Secure" in record.getMessage()]
    assert 1 == len(notes)
    assert "HARDENED_HOSTS_PROXIES" in notes[0]


def make_login_app(**config):
    app = make_app(**config)
    manager = LoginManager(app)

    class User(UserMixin):
        id = "ann"

    manager.user_loader(lambda identity: User())

    @app.get("/remember")
    def remember():
        login_user(User(), remember=True)
        return "in"

    @app.get("/forget")
    def forget():
        logout_user()
        return "out"

    return app


@pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning")
def test_flask_login():
    """The remember cookie, insecure by default, is Secure, HttpOnly and Lax, also when deleted; its name stays."""
    client = make_login_app().test_client()
    for path in ("/remember", "/forget"):
        headers = {header.partition("=")[0]: header for header in cookies_of(client.get(path, base_url=HTTPS))}
        assert {"remember_token", "__Host-session"} == set(headers)
        assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(headers["remember_token"].split("; "))


@pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning")
def test_flask_login_in_development():
    """Over plain HTTP the remember cookie works too."""
    client = make_login_app(TESTING=False).test_client()
    headers = {header.partition("=")[0]: header for header in cookies_of(client.get("/remember"))}
    assert {"remember_token", "session"} == set(headers)
    assert "Secure" not in headers["remember_token"]


def test_two_apps_share_nothing():
    """Two apps with different policies under 16 threads: each cookie has its own app's floor."""
    lax = make_app()
    strict = make_app(CookiesOptions(samesite="Strict", script_readable=()))
    wrong = []

    def hammer(app, expected):
        client = app.test_client()
        for number in range(25):
            headers = cookies_of(client.get("/set", query_string={"c": f"csrftoken={number}"}, base_url=HTTPS))
            if headers != [f"csrftoken={number}; {expected}"]:
                wrong.append(headers)

    threads = [
        threading.Thread(target=hammer, args=case)
        for case in [(lax, "Secure; SameSite=Lax"), (strict, "Secure; HttpOnly; SameSite=Strict")] * 8
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [] == wrong
