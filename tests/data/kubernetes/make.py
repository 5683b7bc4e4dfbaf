#!/usr/bin/env python3
"""Takes the published schema of a batch/v1 Job out of the package kubernetes-validate (PyPI), with
everything that it refers to and nothing else; descriptions are left out.

    pip install kubernetes-validate==1.37.0 && python make.py > job.schema.json
"""
import json
import pathlib

import kubernetes_validate

VERSION = "1.33.0"
folder = pathlib.Path(kubernetes_validate.__file__).parent
folder = folder / "kubernetes-json-schema" / f"v{VERSION}-local-strict"
everything = json.loads((folder / "_definitions.json").read_text())
everything = everything["$defs"]


def name_of(reference):
    return reference.split("/")[-1]


def bare(schema, is_properties=False):
    """A schema without what does not decide whether a file is valid."""
    if isinstance(schema, list):
        return [bare(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {}
    for key, value in schema.items():
        if not is_properties and (key == "description" or key.startswith(("x-", "$schema"))):
            continue
        if key == "$ref" and isinstance(value, str):
            kept[key] = "#/definitions/" + name_of(value)
        else:
            kept[key] = bare(value, key == "properties" and not is_properties)
    return kept


wanted, definitions = ["io.k8s.api.batch.v1.Job"], {}
while wanted:
    name = wanted.pop()
    if name in definitions:
        continue
    definitions[name] = bare(everything[name])
    text = json.dumps(definitions[name])
    wanted += [name_of(part.split('"')[0]) for part in text.split('"$ref": "')[1:]]

print(
    json.dumps(
        {
            "$comment": f"Kubernetes {VERSION}, batch/v1 Job, strict; from kubernetes-validate 1.37.0 "
            "by make.py. Apache-2.0, the Kubernetes authors.",
            "$ref": "#/definitions/io.k8s.api.batch.v1.Job",
            "definitions": dict(sorted(definitions.items())),
        },
        separators=(",", ":"),
    ).replace('"io.k8s', '\n"io.k8s')
)
