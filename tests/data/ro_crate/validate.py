"""Validates a crate with roc-validator, offline: contexts come from the package rocrate.

    pip install roc-validator==0.13.0 rocrate
    python validate.py FOLDER
"""

import json
import pathlib
import sys

import rocrate
from rocrate_validator import models, services
from rocrate_validator.utils import document_loader

packaged = pathlib.Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld"
context = json.loads(packaged.read_text())


def packaged_context(url):
    """The context of RO-Crate for its own address; nothing more for the terms of its profiles."""
    if url.startswith("https://w3id.org/ro/crate/"):
        return context
    terms = "https://w3id.org/ro/terms/workflow-run#"
    return {"@context": {"sha256": terms + "sha256"}}


document_loader._fetch_json_ld = packaged_context
document_loader.install_document_loader()
failed = False
for profile in ["ro-crate-1.1", "process-run-crate-0.5"]:
    result = services.validate(
        services.ValidationSettings(
            rocrate_uri=models.URI(sys.argv[1]),
            profile_identifier=profile,
            requirement_severity=models.Severity.REQUIRED,
            # These fetch the context once more from the web, to see that it is there.
            skip_checks=["ro-crate-1.1_3.1", "ro-crate-1.1_3.2"],
        )
    )
    for issue in result.get_issues():
        failed = True
        print(profile, issue.check.identifier, issue.message)
sys.exit(1 if failed else 0)
