"""FHW018: base images without a version."""

from flask_hardened.audit.topics.exposure.unpinned_images import unpinned_images
from tests.audit.asking_files import in_file


def test_found_for_latest_and_for_nothing() -> None:
    """Also in an earlier stage, behind a registry's port, and as an argument's default."""
    assert [1] == in_file(unpinned_images, "Dockerfile", "FROM python:latest\n")
    assert [1] == in_file(unpinned_images, "Dockerfile", "FROM --platform=linux/amd64 python\n")
    assert [1] == in_file(unpinned_images, "Dockerfile", "FROM localhost:5000/base\n")
    assert [1] == in_file(unpinned_images, "Dockerfile", "FROM node AS build\nFROM python:3.13\n")
    assert [2] == in_file(unpinned_images, "Dockerfile", "ARG BASE=python\nFROM ${BASE}\n")


def test_not_found_with_a_version() -> None:
    """A tag, a digest, a stage, the empty image, a variable without a default."""
    for text in (
        "FROM python:3.13-slim\n",
        "FROM python@sha256:0123\n",
        "FROM python:3.13 AS base\nFROM base\n",
        "FROM scratch\n",
        "ARG BASE\nFROM $BASE\n",
        "# FROM python\nFROM python:3.13\n",
    ):
        assert [] == in_file(unpinned_images, "Dockerfile", text)
