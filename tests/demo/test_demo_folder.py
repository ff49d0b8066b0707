from pathlib import Path

import pytest

from bot.demo.folder import DemoFolder, NotOurFolder
from bot.store.folder_lock import LockHeld


def test_each_demo_starts_with_an_empty_store(tmp_path: Path) -> None:
    path = tmp_path / "demo"
    with DemoFolder(path, keeps_data=False) as folder:
        (folder.store / "appendonlydir").mkdir(parents=True)
        (folder.store / "appendonlydir/file").write_text("x")
        (folder.store / "valkey.log").write_text("x")
        (folder.store / "socket-directory").write_text("where")
    with DemoFolder(path, keeps_data=False) as folder:
        assert [entry.name for entry in folder.store.iterdir()] == ["socket-directory"]


def test_a_store_is_kept_when_that_was_asked_for(tmp_path: Path) -> None:
    with DemoFolder(tmp_path, keeps_data=False) as folder:
        folder.store.mkdir()
        (folder.store / "valkey.log").write_text("x")
    with DemoFolder(tmp_path, keeps_data=True) as folder:
        assert (folder.store / "valkey.log").exists()


def test_a_folder_with_files_of_others_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store/thesis.txt").write_text("years of work")
    with pytest.raises(NotOurFolder):
        DemoFolder(tmp_path, keeps_data=False)
    assert (tmp_path / "store/thesis.txt").read_text() == "years of work"


def test_a_link_in_the_store_is_removed_and_what_it_points_to_stays(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").write_text("x")
    with DemoFolder(tmp_path / "demo", keeps_data=False) as folder:
        folder.store.mkdir()
        (folder.store / "link").symlink_to(elsewhere)
    with DemoFolder(tmp_path / "demo", keeps_data=False) as folder:
        assert not (folder.store / "link").is_symlink()
    assert (elsewhere / "kept").exists()


def test_two_demos_do_not_share_a_folder(tmp_path: Path) -> None:
    with DemoFolder(tmp_path, keeps_data=False), pytest.raises(LockHeld):
        DemoFolder(tmp_path, keeps_data=False)
    with DemoFolder(tmp_path, keeps_data=False) as folder:
        assert folder.log.name == "demo.log"
