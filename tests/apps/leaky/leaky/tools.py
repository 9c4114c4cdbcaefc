"""Tools for the staff, reachable for everybody."""

import base64
import logging
import os
import pickle
import re
import subprocess

import requests
from flask import Blueprint, request

pages = Blueprint("tools", __name__, url_prefix="/tools")
logger = logging.getLogger(__name__)


@pages.get("/ping")
def ping():
    return subprocess.check_output("ping -c 1 " + request.args["host"], shell=True)  # expect: FHQ003


@pages.get("/dns")
def dns():
    os.system(f"host {request.args['name']}")  # expect: FHQ003
    return "Done."


@pages.get("/sum")
def total():
    return str(eval(request.args["terms"]))  # expect: FHQ004


@pages.post("/restore")
def restore():
    return repr(pickle.loads(base64.b64decode(request.data)))  # expect: FHQ006


@pages.post("/settings")
def settings():
    import yaml

    return repr(yaml.load(request.data, Loader=yaml.Loader))  # expect: FHQ007


@pages.get("/fetch")
def fetch():
    return requests.get(request.args["url"], verify=False).text  # expect: FHQ009, FHT005, FHT010


@pages.post("/feed")
def feed():
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=True, no_network=False)  # expect: FHQ013
    return etree.fromstring(request.data, parser).tag


@pages.get("/grep")
def grep():
    logger.warning("looking for %s" % request.args["pattern"])  # expect: FHQ014
    return str(re.findall(request.args["pattern"], "a list of goods"))  # expect: FHQ012


@pages.get("/load")
def load():
    return __import__(request.args["module"]).__name__  # expect: FHQ005


@pages.get("/report")
def report():
    try:
        return str(1 / int(request.args["share"]))
    except Exception:
        import traceback

        return traceback.format_exc(), 500  # expect: FHE003
