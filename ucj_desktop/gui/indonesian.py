"""Qt's own words in Indonesian: PySide6 ships no Indonesian catalogue."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QTranslator

# By the English text without the mark of its key and without what stands behind a tab.
WORDS: Mapping[str, str] = MappingProxyType(
    {
        "OK": "Baik",
        "Cancel": "Batal",
        "Yes": "Ya",
        "No": "Tidak",
        "Close": "Tutup",
        "Save": "Simpan",
        "Save As": "Simpan sebagai",
        "Open": "Buka",
        "Apply": "Terapkan",
        "Discard": "Buang",
        "Help": "Bantuan",
        "Reset": "Kembalikan",
        "Retry": "Coba lagi",
        "Undo": "Batalkan",
        "Redo": "Ulangi",
        "Cut": "Potong",
        "Copy": "Salin",
        "Copy Link Location": "Salin alamat",
        "Paste": "Tempel",
        "Delete": "Hapus",
        "Clear": "Kosongkan",
        "Select All": "Pilih semua",
        "Step up": "Naik",
        "Step down": "Turun",
        "Find Directory": "Pilih folder",
        "Directory:": "Folder:",
        "Files of type:": "Jenis berkas:",
        "File name:": "Nama berkas:",
        "File &name:": "Nama berkas:",
        "Look in:": "Cari di:",
        "Choose": "Pilih",
        "All Files (*)": "Semua berkas (*)",
        "Name": "Nama",
        "Size": "Ukuran",
        "Type": "Jenis",
        "Kind": "Jenis",
        "Date Modified": "Diubah",
        "Computer": "Komputer",
        "My Computer": "Komputer",
        "Drive": "Disk",
        "File": "Berkas",
        "Folder": "Folder",
        "Back": "Kembali",
        "Forward": "Maju",
        "Parent Directory": "Folder di atasnya",
        "Create New Folder": "Folder baru",
        "New Folder": "Folder baru",
        "List View": "Daftar",
        "Detail View": "Rincian",
        "Rename": "Ganti nama",
        "Show hidden files": "Tampilkan berkas tersembunyi",
        "Print": "Cetak",
        "Printer": "Pencetak",
        "Copies": "Salinan",
        "Copies:": "Salinan:",
        "Pages": "Halaman",
        "Print range": "Yang dicetak",
        "Print all": "Semua halaman",
        "Pages from": "Halaman",
        "to": "sampai",
        "Current Page": "Halaman ini",
        "Selection": "Yang dipilih",
        "Collate": "Susun per salinan",
        "Reverse": "Dari belakang",
        "Options": "Pilihan",
        "Properties": "Pengaturan pencetak",
        "Name:": "Nama:",
        "Location:": "Tempat:",
        "Type:": "Jenis:",
        "Preview": "Pratinjau",
        "Output file:": "Berkas tujuan:",
        "Output Settings": "Hasil cetak",
        "Color Mode": "Warna",
        "Color": "Berwarna",
        "Grayscale": "Hitam putih",
        "Duplex Printing": "Cetak bolak-balik",
        "None": "Tidak",
        "Long side": "Sisi panjang",
        "Short side": "Sisi pendek",
        "Paper": "Kertas",
        "Page size:": "Ukuran kertas:",
        "Orientation": "Arah kertas",
        "Portrait": "Tegak",
        "Landscape": "Mendatar",
        "Margins": "Tepi",
    }
)


class Indonesian(QTranslator):
    """Answers for every class of Qt alike; what it does not know stays as it is."""

    def translate(self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1) -> str:  # noqa: N803
        text, tab, key = sourceText.partition("\t")
        known = WORDS.get(text) or WORDS.get(text.replace("&", "").removesuffix("..."))
        return f"{known}{tab}{key}" if known else ""

    def isEmpty(self) -> bool:
        return False
