"""What of a stage lies on the GPU, for all passes and picture sizes: meshes, instances, palettes, textures."""

from __future__ import annotations

from studio.viewport.draw_list import DrawList
from studio.viewport.instance_buffer import InstanceBuffer, PaletteTexture
from studio.viewport.mesh_arena import MeshArena
from studio.viewport.texture_array import TextureArray
from studio.viewport.uploads import Uploads


class SceneBuffers:
    """Brought up to date once a frame; only what changed is sent."""

    def __init__(self) -> None:
        self.uploads = Uploads()
        self.arena = MeshArena(self.uploads)
        self.instances = InstanceBuffer(self.uploads)
        self.palettes = PaletteTexture(self.uploads)
        self.textures = TextureArray(self.uploads)

    def take_in(self, draw_list: DrawList) -> None:
        """Sends what of a draw list is not there yet."""
        self.arena.take_in((span.mesh_key, span.mesh) for span in draw_list.spans)
        self.instances.upload(draw_list.instances)
        self.palettes.upload(draw_list.palettes)
        self.textures.take_in([span.mesh for span in draw_list.spans])

    def release(self) -> None:
        """Frees everything."""
        self.arena.release()
        self.instances.release()
        self.palettes.release()
        self.textures.release()
