"""What a sound, a film or a document really is, by its bytes: its kind, its duration, its size. Touches: nothing by itself.

`inspected` asks the library, which works in a process of its own (`probe`), and says what is wrong in an editor's words. Nothing is changed in such a file, and none is
read into memory whole.
"""
