"""DreamFactory Studio: write a script, stage it in 3D, frame the shots, review them together."""

__version__ = "0.1.0"
