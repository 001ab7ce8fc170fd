"""Limits that the parent puts on its reading child before the child is told which foreign file to open."""

import sys

MEMORY_BYTES = 1536 * 1024 * 1024
CPU_SECONDS = 240  # above the parent's limit of time: for a child whose parent was killed

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
    _PROCESS_MEMORY = 0x100  # JOB_OBJECT_LIMIT_PROCESS_MEMORY
    _DIE_ON_UNHANDLED = 0x400  # JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION: no crash window
    _KILL_ON_CLOSE = 0x2000  # JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE: the child dies with us, however we die
    _MAY_QUOTA_AND_TERMINATE = 0x0100 | 0x0001  # what AssignProcessToJobObject asks of the handle
    _ASK_NOBODY = 0x0001 | 0x0002 | 0x8000  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX, SEM_NOOPENFILEERRORBOX

    _KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
    _KERNEL.CreateJobObjectW.restype = wintypes.HANDLE
    _KERNEL.CreateJobObjectW.argtypes = (wintypes.LPVOID, wintypes.LPCWSTR)
    _KERNEL.OpenProcess.restype = wintypes.HANDLE
    _KERNEL.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
    _KERNEL.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD)
    _KERNEL.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    _KERNEL.CloseHandle.argtypes = (wintypes.HANDLE,)

    class _BasicLimits(ctypes.Structure):
        _fields_ = [
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        ]

    class _ExtendedLimits(ctypes.Structure):
        _fields_ = [
            ("BasicLimitInformation", _BasicLimits),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        ]

    class Limits:
        """A job object around one process; closing it, or dying, ends that process. Raises OSError."""

        def __init__(self, process_id: int) -> None:
            limits = _ExtendedLimits()
            limits.BasicLimitInformation.LimitFlags = _PROCESS_MEMORY | _DIE_ON_UNHANDLED | _KILL_ON_CLOSE
            limits.ProcessMemoryLimit = MEMORY_BYTES
            self._job = _done(_KERNEL.CreateJobObjectW(None, None))
            try:
                _done(
                    _KERNEL.SetInformationJobObject(
                        self._job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
                    )
                )
                process = _done(_KERNEL.OpenProcess(_MAY_QUOTA_AND_TERMINATE, False, process_id))
                try:
                    _done(_KERNEL.AssignProcessToJobObject(self._job, process))
                finally:
                    _KERNEL.CloseHandle(process)
            except OSError:
                self.close()
                raise

        def close(self) -> None:
            """Let go of the process, which ends it."""
            _KERNEL.CloseHandle(self._job)

    def ask_nobody() -> None:
        """In the child: a crash opens no box and sends no report, which would hold what was being read."""
        _KERNEL.SetErrorMode(_ASK_NOBODY)

    def _done(answer: int | None) -> int:
        if not answer:
            raise ctypes.WinError(ctypes.get_last_error())
        return answer

else:
    import resource

    class Limits:
        """Less address space and processor time for one process. Raises OSError."""

        def __init__(self, process_id: int) -> None:
            _lower(process_id, resource.RLIMIT_AS, MEMORY_BYTES)
            _lower(process_id, resource.RLIMIT_CPU, CPU_SECONDS)

        def close(self) -> None:
            """Nothing is held: the limits go with the process."""

    def ask_nobody() -> None:
        """In the child: no core file, which would hold what was being read."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def _lower(process_id: int, kind: int, wanted: int) -> None:
        _, hard = resource.prlimit(process_id, kind)
        limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.prlimit(process_id, kind, (limit, hard))
