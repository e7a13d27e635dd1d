"""MySQL with a certificate that names its address, and the authority that signed it."""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from real_servers.mysql import MySQLServer


class TLSMySQLServer(MySQLServer):
    """`ca` is a file that knows whom to believe."""

    @property
    def ca(self) -> Path:
        return self.folder / "ca.pem"

    def prepare(self) -> None:
        make_certificates(self.folder)
        super().prepare()

    def command(self) -> list[str]:
        files = {"ca": self.ca, "cert": self.folder / "server.pem", "key": self.folder / "server.key"}
        return [*super().command(), *(f"--ssl-{name}={path}" for name, path in files.items())]


def make_certificates(folder: Path) -> None:
    """Write `ca.pem`, `server.pem` for 127.0.0.1, and `server.key`."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    def certificate(name: str, key: ec.EllipticCurvePrivateKey, extension: x509.ExtensionType) -> x509.Certificate:
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        issuer = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "authority")])
        now = datetime.now(UTC)
        made = x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
        made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        return made.add_extension(extension, critical=True).sign(authority, hashes.SHA256())

    authority, server = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    pem, bare = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "ca.pem").write_bytes(
        certificate("authority", authority, x509.BasicConstraints(ca=True, path_length=0)).public_bytes(pem)
    )
    (folder / "server.pem").write_bytes(certificate("server", server, address).public_bytes(pem))
    (folder / "server.key").write_bytes(server.private_bytes(pem, serialization.PrivateFormat.TraditionalOpenSSL, bare))
