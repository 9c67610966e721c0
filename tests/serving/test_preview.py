import asyncio
import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.serving.running import (
    ABOUT,
    FRONT_DOOR,
    HANDSHAKE,
    LIBRARY,
    PANEL,
    PATIENCE,
    Preview,
    preview_of,
    wait_for,
)
from tests.small_site import make_site, tree


def test_a_save_is_served(preview: Preview) -> None:
    assert "本站公开巡察整改进展" in preview.page("/about/")
    preview.edit(ABOUT, "本站公开巡察整改进展", "本站换了说法")
    wait_for(lambda: "本站换了说法" in preview.page("/about/"), "the saved text")


def test_files_saved_together_are_one_build(preview: Preview) -> None:
    before = preview.builds
    preview.edit(ABOUT, "公开巡察", "其一")
    preview.edit("content/units.yaml", "某区博物馆", "其二")
    preview.edit("content/site.yaml", "测试公开网", "其三")
    wait_for(lambda: "其三" in preview.page("/about/") and preview.builds > before, "the build")
    assert "其一" in preview.page("/about/")
    assert "其二" in preview.page("/units/")
    preview.edit(ABOUT, "其一", "其四")
    wait_for(lambda: "其四" in preview.page("/about/") and preview.builds > before + 1, "the next build")
    assert preview.builds == before + 2


def test_a_new_file_with_an_old_time_and_a_deletion_are_seen(preview: Preview) -> None:
    file = preview.root / "content/pages/history.md"
    aside = preview.root / "history"
    aside.write_text("---\ntitle: 沿革\n---\n\n很久以前。\n", encoding="utf-8")
    os.utime(aside, (1_000_000_000, 1_000_000_000))
    aside.rename(file)
    wait_for(lambda: preview.get("/history/")[0] == 200, "the new page")
    file.unlink()
    wait_for(lambda: preview.get("/history/")[0] == 404, "the page to go")


def test_a_save_in_the_sites_own_templates_is_served(preview: Preview) -> None:
    own = preview.root / "templates/pages/404.html"
    own.parent.mkdir(parents=True)
    own.write_text("<!doctype html><html><head></head><body>own page</body></html>", encoding="utf-8")
    wait_for(lambda: "own page" in preview.page("/nowhere"), "the site's own template")


def test_a_problem_is_shown_on_the_last_good_page_until_it_is_fixed(preview: Preview) -> None:
    before = tree(preview.root / "site")
    preview.edit(LIBRARY, "unit: library", "unit: <b>nobody</b>")
    wait_for(lambda: PANEL in preview.get("/about/")[1], "the panel")
    status, body, _ = preview.get("/about/")
    page = body.decode()
    assert status == 200
    assert f"{LIBRARY}:3:7: " in page
    assert "errors: 1, doubts: 1" in page
    assert "<b>nobody" not in page
    assert "&lt;b&gt;nobody" in page
    assert "本站公开巡察整改进展" in page
    assert re.search(r"<body[^>]*><script src=\"/livereload\.js[^>]*></script><section role=\"alert\"", page)
    wait_for(lambda: f"{LIBRARY}:3:7: " in preview.log, "the problem in the terminal")
    assert tree(preview.root / "site") == before
    preview.edit(LIBRARY, "unit: <b>nobody</b>", "unit: library")
    wait_for(lambda: PANEL not in preview.get("/about/")[1], "the panel to go")
    assert tree(preview.root / "site") == before


def test_problems_of_the_first_build_are_a_page(tmp_path: Path) -> None:
    root = make_site(tmp_path / "root", {ABOUT: "---\ntitel: 错\n---\n"})
    with preview_of(root, tmp_path / "log") as preview:
        status, body, _ = preview.get("/notices/")
        assert status == 503
        assert PANEL in body
        assert f"{ABOUT}:2:1: ".encode() in body
        assert not (root / "site").exists()
        (root / ABOUT).write_text("---\ntitle: 对\n---\n\n好了。\n", encoding="utf-8")
        wait_for(lambda: "好了" in preview.page("/about/"), "the first good build")
        wait_for(lambda: PANEL not in preview.get("/about/")[1], "the panel to go")


def test_a_folder_that_a_build_refuses_is_not_served(tmp_path: Path) -> None:
    out = tmp_path / "private"
    out.mkdir()
    (out / "index.html").write_text("private diary", encoding="utf-8")
    with preview_of(make_site(tmp_path / "root"), tmp_path / "log", "--out", str(out)) as preview:
        status, body, _ = preview.get("/")
        assert status == 503
        assert b"private diary" not in body
        assert b"did not make" in body
    assert tree(out) == {"index.html": b"private diary"}


def test_unknown_addresses_get_the_sites_own_page(preview: Preview) -> None:
    status, body, _ = preview.get("/nowhere/")
    own = (preview.root / "site/404.html").read_bytes()
    assert status == 404
    assert own[-200:] in body
    assert preview.get("/assets/")[0] == 404
    assert preview.get("/nul%00")[0] == 404


def test_nothing_outside_the_site_is_served(preview: Preview) -> None:
    (preview.root / "site-secret.txt").write_text("secret", encoding="utf-8")
    (preview.root / "site" / "way-out").symlink_to(preview.root)
    for target in (
        "/../content/site.yaml",
        "/%2e%2e/content/site.yaml",
        "/..%2fcontent/site.yaml",
        "/about/../../content/site.yaml",
        "/../site-secret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/way-out/content/site.yaml",
        "/.zhaoshi/site/record",
    ):
        status, body, _ = preview.get(target)
        assert status == 404, target
        assert b"secret" not in body
        assert b"id_code" not in body


def test_pages_are_served_by_folder_and_never_kept(preview: Preview) -> None:
    status, _, headers = preview.get("/about")
    assert (status, headers["location"]) == (301, "/about/")
    for target, kind in (
        ("/", "text/html; charset=utf-8"),
        ("/about/index.html", "text/html; charset=utf-8"),
        ("/data/findings.csv", "text/csv; charset=utf-8"),
        ("/data/notices.json", "application/json"),
        ("/nowhere", "text/html; charset=utf-8"),
    ):
        _, body, headers = preview.get(target)
        assert headers["content-type"] == kind
        assert headers["cache-control"] == "no-store"
        assert "etag" not in headers
        assert preview.get(target, "HEAD")[1] == b""
        assert int(preview.get(target, "HEAD")[2]["content-length"]) == len(body)
    assert preview.get("/data/findings.csv")[1] == (preview.root / "site/data/findings.csv").read_bytes()


def test_other_hosts_are_refused(preview: Preview) -> None:
    for host in ("evil.example", f"evil.example:{preview.port}", "localhost.evil.example", "127.0.0.1.evil.example"):
        for target in ("/", "/livereload", "/livereload.js"):
            assert preview.get(target, Host=host)[0] == 403
    assert preview.get("/", Host=f"localhost:{preview.port}")[0] == 200
    assert preview.get("/", Host=f"127.0.0.1:{preview.port}")[0] == 200
    assert preview.get("/livereload.js")[0] == 200


def test_nothing_of_the_preview_is_written_to_disk(preview: Preview) -> None:
    assert b"livereload" in preview.get("/")[1]
    assert not [path for path, data in tree(preview.root / "site").items() if b"livereload" in data]


def test_browsers_are_told_to_reload_after_each_save(preview: Preview) -> None:
    async def next_command(connection: WebSocketClientConnection) -> dict[str, Any]:
        message = await asyncio.wait_for(connection.read_message(), PATIENCE)
        assert message is not None
        command: dict[str, Any] = json.loads(message)
        return command

    async def browse() -> float:
        connection = await websocket_connect(f"ws://127.0.0.1:{preview.port}/livereload")
        await connection.write_message(json.dumps({"command": "hello", "protocols": []}))
        assert (await next_command(connection))["command"] == "hello"
        await connection.write_message(json.dumps({"command": "info", "url": f"http://127.0.0.1:{preview.port}/"}))
        started = time.monotonic()
        for old, new in (("整改进展", "第一次"), ("第一次", "第二次"), ("第二次", "第三次")):
            await asyncio.to_thread(preview.edit, ABOUT, old, new)
            command = await next_command(connection)
            assert (command["command"], command["path"], command["liveCSS"]) == ("reload", "*", False)
            assert new in await asyncio.to_thread(preview.page, "/about/")
        took = time.monotonic() - started
        connection.close()
        while await connection.read_message() is not None:
            pass
        return took

    assert asyncio.run(browse()) < 6


def test_a_page_from_elsewhere_gets_no_connection(preview: Preview) -> None:
    assert preview.get("/livereload", Origin="https://evil.example", **HANDSHAKE)[0] == 403


def test_a_port_that_is_taken_is_named_with_a_way_out(tmp_path: Path, preview: Preview) -> None:
    command = [sys.executable, str(FRONT_DOOR), "serve", "--root", str(preview.root), "--port", str(preview.port)]
    environment = {**os.environ, "ZHAOSHI_LANGUAGE": "en"}
    result = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, env=environment, check=False)
    assert result.returncode == 3
    assert f"port {preview.port}" in result.stderr
    assert "--port" in result.stderr
    assert "Traceback" not in result.stderr


def test_ctrl_c_ends_at_once_with_the_last_good_site(preview: Preview) -> None:
    before = tree(preview.root / "site")
    idle = socket.create_connection(("127.0.0.1", preview.port), PATIENCE)
    browser = socket.create_connection(("127.0.0.1", preview.port), PATIENCE)
    try:
        lines = [
            "GET /livereload HTTP/1.1",
            "Host: localhost",
            *(f"{name}: {value}" for name, value in HANDSHAKE.items()),
        ]
        browser.sendall("\r\n".join([*lines, "", ""]).encode())
        assert b" 101 " in browser.recv(4096)
        started = time.monotonic()
        assert preview.interrupt() == 0
        assert time.monotonic() - started < 5
    finally:
        idle.close()
        browser.close()
    lines = [
        "Built: .*",
        r"The preview is at http://127\.0\.0\.1:\d+/; Ctrl-C ends it\.",
        "The preview has no search; “zhaoshi build” adds it\\.",
        "The preview has ended\\.",
    ]
    expected = "".join(f"{line}\n" for line in lines)
    assert re.fullmatch(expected, preview.log)
    assert tree(preview.root / "site") == before
