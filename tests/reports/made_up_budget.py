"""Made-up budgets for papers."""

from datetime import date

from ucj_desktop.domain.budget_decision import DecidedPlace
from ucj_desktop.reports.budget_facts import BudgetFacts, LineFacts

LINES = {
    "a": LineFacts(name="APBD Perubahan", funding="APBD kabupaten", months="Januari-Desember 2026"),
    "b": LineFacts(name="DBHCHT bidang kesejahteraan masyarakat", funding="DBHCHT", months="Oktober-Desember 2026"),
}


def make_budget(count: int) -> BudgetFacts:
    """``count`` people over villages of three kecamatan; every fifth is paid by the second line."""
    rows = []
    for number in range(1, count + 1):
        village = (number - 1) * 12 // count if count >= 12 else 0
        second = number % 5 == 0
        rows.append(
            DecidedPlace(
                position=number,
                worker_id=f"{number:036}",
                line_id="b" if second else "a",
                months=3 if second else 12,
                cost=50_400 if second else 201_600,
                nik=f"73020101018{number:05}",
                full_name="Andi Muhammad Nur Alim Daeng Mappasomba Karaeng Loe" if number == 3 else f"Orang {number}",
                village_code=f"73020{village // 4 + 1}{2001 + village % 4}",
                village_name="Bonto Bulaeng Batukaropa" if village == 2 else f"Desa {village + 1}",
                office_name=("Gantarang", "Ujung Bulu", "Bonto Bahari")[village // 4],
                occupation="Nelayan",
            )
        )
    return BudgetFacts(
        number=2,
        head="Bupati",
        rows=rows,
        lines=LINES,
        decree_number="188.45/317/2026",
        decree_date=date(2026, 5, 4),
        decree_about="Penetapan penerima iuran jaminan sosial ketenagakerjaan bagi pekerja rentan",
        digest="0123456789abcdef" * 4,
    )
