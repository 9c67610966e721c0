"""A pasted notice, and the command that imports it."""

from pathlib import Path

from zhaoshi.cli import main

TEXT = """\
某区图书馆关于巡察整改进展情况的通报
来源：某区信息网 发布时间：2023-12-15 10:58
2023年3月23日至5月11日，区委第一巡察组对馆党支部开展巡察，2023年6月16日反馈2个问题。
一、整改情况
（一）关于“借阅服务不便”的问题
一是延长开馆时间。二是增设还书点。
（二）关于“经费管理不严”的问题。修订经费管理办法并且公布。
特此公示。
某区图书馆党支部
2023年12月14日
"""


def paste(folder: Path, name: str = "2023-import.txt", text: str | bytes = TEXT) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def run(root: Path, *arguments: object) -> int:
    return main(["import", *map(str, arguments), "--root", str(root), "--language", "en"])
