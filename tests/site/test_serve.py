"""The site served: on loopback alone, with the policy of its pages."""

from threading import Thread
from urllib.request import urlopen

import pytest

from slipstick import SlipstickError
from slipstick.site.serve import HOST, address, server


def test_a_folder_is_served_with_its_policy(tmp_path):
    (tmp_path / "index.html").write_text("here")
    with server(str(tmp_path), 0) as serving:
        Thread(target=serving.serve_forever, args=(0.02,), daemon=True).start()
        try:
            with urlopen(address(serving), timeout=5) as answer:
                assert answer.read() == b"here"
                assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
                assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
            with pytest.raises(SlipstickError, match=r"cannot be served: Address already in use; try --port 0"):
                server(str(tmp_path), serving.server_address[1])
        finally:
            serving.shutdown()
    assert HOST == "127.0.0.1"
