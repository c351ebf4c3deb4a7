"""Names in the folder that are no editor's: what programs, systems and shares put there for themselves. Pure.

Files and folders of these names are skipped without a word, in any case of letters. Each row is a name that some program
really writes, with where that stands. A name that an editor may write as well (`C#`, `#MeToo march.txt`, `~ 500 dead.txt`,
the folder `2026`) must be in none of them: it would vanish without a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from feedservice.intake.kinds.file_kinds import FORMS

#: Recycle bins, snapshots, safe-saves, and what programs keep beside the work: folders, skipped with all they hold.
KEPT_AWAY = frozenset({
    # Windows: the bins of NTFS, of Windows 95-ME and of NT-XP; volume information (Microsoft, “File system recycle bin”)
    "$recycle.bin", "recycled", "recycler", "recycle bin", "system volume information",
    # Windows Server: losers of DFS Replication (Microsoft, “DFS Replication: ConflictAndDeleted”)
    "dfsrprivate",
    # macOS: archives' resource forks; what AFP and SMB shares keep (Apple, TN1150; netatalk, AppleVolumes)
    "__macosx", "network trash folder", "temporary items", "temporaryitems", "thevolumesettingsfolder",
    # Linux (Filesystem Hierarchy Standard 3.0)
    "lost+found",
    # Bins of file managers, of Buffalo's LinkStation and TeraStation, of old QNAP and Thecus boxes (their manuals)
    "trash", "trashbox", "network recycle bin", "network recycle bin 1", "_nas_recycle_",
    # Synology (Knowledge Center: Recycle Bin, Snapshot Replication; navidrome/navidrome#1074)
    "@eadir", "#recycle", "#snapshot", "@tmp", "@sharesnap", "@synoresource",
    # QNAP QTS (Network Recycle Bin; snapshot directory; IrosTheBeggar/mStream#756)
    "@recycle", "@recently-snapshot", "@transcode",
    # Windows' previous versions are called so by Samba's vfs_shadow_copy2; NetApp ONTAP: ~snapshot on SMB, .snapshot on NFS
    "~snapshot",
    # Nextcloud, ownCloud: files_trashbin, files_versions in the data folder
    "files_trashbin", "files_versions",
    # GoodSync (manual: _gsdata_ folder, with _saved_ and _history_)
    "_gsdata_",
    # Dependencies of programs: npm, Bower, jspm, Python (PEP 370, PEP 3147)
    "node_modules", "bower_components", "jspm_packages", "__pycache__", "site-packages",
})  # fmt: skip
#: vfs_shadow_copy2: @GMT-2026.11.18-01.00.00; other folders of Synology's; FrontPage (_vti_cnf, _vti_pvt); macOS while it
#: saves safely: (A Document Being Saved By TextEdit).
_KEPT_AWAY_STARTS = ("@gmt-", "@syno", "_vti_", "(a document being saved by ")

#: What hidden, lock and unfinished files begin with, whatever they end in: Unix; Microsoft Office (~$report.docx, Word Work
#: File D_1.tmp; Microsoft, “Description of how Word creates temporary files”).
_STARTS = (".", "~$", "word work file ")
_DOUBTFUL_STARTS = (*_STARTS, "~")
#: Unfinished files and locks, and backups beside the file: vi, Emacs, gedit; Firefox, Internet Explorer, Chrome, Safari,
#: WinSCP; vim (`:help swap-file`). They come and go many times a day.
_ENDS = (
    "~",
    ".tmp",
    ".temp",
    ".part",
    ".partial",
    ".crdownload",
    ".download",
    ".filepart",
    ".swp",
    ".swx",
    ".lock",
    ".bak",
)
#: Streams of NTFS and of Apple's files that shares and WSL show as files: report.docx:Zone.Identifier, Thumbs.db:encryptable
#: (Microsoft, [MS-FSCC] 5.6.1; Samba, vfs_streams_xattr; github/gitignore, Global/Windows).
_STREAMS = (
    ":zone.identifier",
    ":encryptable",
    ":afp_afpinfo",
    ":afp_resource",
    ":com.dropbox.attributes",
    ":com.dropbox.attrs",
)
#: Windows Explorer, Media Center; macOS's folder icon, whose name ends in a carriage return.
_NAMES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"})

_BACKUP = "This is a backup that a program made of a file beside it, so it is left alone. Delete it when you like."
_UNFINISHED = "This is what a program leaves while it saves, loads or copies a file, so it is left alone."
_SHORTCUT = "This is only a shortcut to a file. If the article is to run, drop the file itself."
#: What programs leave lying, and what the desk says of it without alarm: the ending may as well be a slip of an editor's.
_LEFT: Mapping[str, str] = {
    # Backups: nano (manual, “Notes”), patch and merges (.orig, .rej; rescript-lang/rescript#1675, hahwul/hwaro#417), Word
    # (.wbk, .asd; Microsoft, “Recover an earlier version”)
    **dict.fromkeys((".old", ".orig", ".rej", ".save", ".wbk", ".asd", "___jb_old___", "___jb_bak___"), _BACKUP),
    # Unfinished: JetBrains' safe write, Visual Studio Code; swaps of a second and third vim; locks of programs, InDesign, Access
    **dict.fromkeys(("___jb_tmp___", ".vsctmp", ".swo", ".swn", ".lck", ".idlk", ".laccdb", ".ldb"), _UNFINISHED),
    # Unfinished downloads: Opera, aria2, BitTorrent's kin, Thunder, JDownloader
    **dict.fromkeys((".opdownload", ".aria2", ".!ut", ".!qb", ".!bt", ".bts", ".bc!", ".xltd", ".downloading", ".incomplete"), _UNFINISHED),
    # Synchronisations: Resilio (.!sync), FreeFileSync (manual: .ffs_tmp, .ffs_db, .ffs_lock), uploads by FTP
    **dict.fromkeys((".!sync", ".ffs_tmp", ".ffs_db", ".ffs_lock", ".uploading"), _UNFINISHED),
    # Google Drive and Insync while they copy
    **dict.fromkeys((".driveupload", ".drivedownload", ".insyncdl"), _UNFINISHED),
    # Windows: shortcuts, and the Media Center's thumbnails
    ".lnk": _SHORTCUT,
    "ehthumbs_vista.db": _UNFINISHED,
}  # fmt: skip
_LEFT_ENDS = tuple(_LEFT)
#: What macOS's safe save adds (report.txt.sb-1a2b3c4d-Xy12Zt), a file or a folder; others write .tmp. and figures.
_SAFE_SAVE = re.compile(r"\.sb-[0-9a-f]{8}-[a-z0-9]{6}$|\.tmp\.[0-9]+(?:\.[0-9]+)?$")
#: Office saves a document under eight digits of base 16 first (5A7B2F00); sed -i under sed and six signs (sedAb12Cd).
_UNENDING = re.compile(r"(?=[0-9A-F]*[A-F])(?=[0-9A-F]*[0-9])[0-9A-F]{8}|sed(?=[a-z]*[A-Z0-9])[A-Za-z0-9]{6}")
#: vim sees whether it may write by a file of this name, or the first free one 123 further on (rescript-lang/rescript#1675).
_VIM, _VIM_STEP, _VIM_LAST = 4913, 123, 9999

#: What stands in the place of a file that lies only in the cloud: iCloud Drive's .report.txt.icloud, virtual files of
#: Nextcloud and ownCloud (client manuals, “Virtual files”), odrive's .cloud (odrive, “Sync and unsync”).
_CLOUD_ENDS = (".icloud", ".nextcloud", ".owncloud", ".cloud")
#: Of the last three only what has the ending of a file we read is a placeholder: “a walk in the.cloud” is a name.
_READ = tuple(FORMS)


def is_plain(name: str) -> bool:
    """Whether a file's name is beyond doubt no program's own: the usual one, told by the dearest look of all at once."""
    lower = name.lower()
    return lower.endswith(_READ) and not lower.startswith(_DOUBTFUL_STARTS)


def is_litter(name: str) -> bool:
    """Whether a file of this name is some program's own, and comes and goes: nobody is told of it."""
    lower = name.lower()
    if lower.startswith(_STARTS) or _is_unfinished(lower):
        return True
    if lower.endswith(_READ):
        return False
    is_autosave = lower.startswith("#") and lower.endswith("#")  # Emacs's; neither #MeToo march.txt nor C#
    return lower.endswith((*_ENDS, *_STREAMS)) or lower in _NAMES or is_autosave


def left_by_a_program(name: str) -> str:
    """What the desk says of a file that a program left lying, to judge by its name; empty for any other."""
    lower = name.lower()
    if lower.endswith(_LEFT_ENDS):
        return next(note for ending, note in _LEFT.items() if lower.endswith(ending))
    return _UNFINISHED if _SAFE_SAVE.search(lower) or _is_nameless(name) else ""


def is_kept_away(name: str) -> bool:
    """Whether a folder of this name is a system's or a program's, so that nothing in it is an editor's."""
    lower = name.lower()
    return (
        lower.startswith((".", *_KEPT_AWAY_STARTS))
        or lower in KEPT_AWAY
        or _is_unfinished(lower)
        or lower.endswith(_ENDS)
        or bool(_SAFE_SAVE.search(lower))
    )


def in_the_cloud(name: str) -> str:
    """The name of the file that a placeholder stands for, which lies only in the cloud; empty for any other name."""
    real, dot, ending = name.rpartition(".")
    if dot + ending.lower() not in _CLOUD_ENDS:
        return ""
    if ending.lower() == "icloud":
        real = real[1:] if real.startswith(".") and "." in real[1:] else ""
    elif not real.lower().endswith(_READ):
        real = ""
    return "" if is_litter(real) else real


def _is_unfinished(lower: str) -> bool:
    """Whether a name begins as temporary ones do: ~bridge.docx; but not ~ 500 dead.txt, about five hundred."""
    return lower.startswith("~") and lower[1:2].isalpha()


def _is_nameless(name: str) -> bool:
    """Whether a name without an ending is one that vim or Office makes up."""
    if name.isdecimal():
        return (
            name.isascii() and len(name) == 4 and (int(name) - _VIM) % _VIM_STEP == 0 and _VIM <= int(name) <= _VIM_LAST
        )
    return bool(_UNENDING.fullmatch(name))
