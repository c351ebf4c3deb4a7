"""What a sound, a film or a document really is, by its bytes: its kind, its duration, its size. Touches: nothing by itself.

`inspected` asks the library, and says what is wrong in an editor's words. Nothing is changed in such a file, and none is
read into memory whole.
"""
