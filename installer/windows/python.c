/* python.exe (and pythonw.exe with -DWINDOWED): all of Python is in its DLL. */
#include <windows.h>

__declspec(dllimport) int Py_Main(int argc, wchar_t **argv);

#ifdef WINDOWED
int WINAPI wWinMain(HINSTANCE program, HINSTANCE previous, LPWSTR line, int show)
{
    (void)program; (void)previous; (void)line; (void)show;
    return Py_Main(__argc, __wargv);
}
#else
int wmain(int argc, wchar_t **argv)
{
    return Py_Main(argc, argv);
}
#endif
