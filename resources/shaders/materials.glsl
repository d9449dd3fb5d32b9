// What a slot of an instance is made of, from the palette table.
uniform sampler2D palettes;
uniform vec4 mean_colour;    // instead of the palette's where its alpha is 1

const int SLOTS = 6;

struct Material {
    vec3 colour;    // linear
    float emission, roughness, metal, pattern;
};

Material material_of(Instance instance, int slot) {
    int row = int(instance.info.y);
    vec4 colour = texelFetch(palettes, ivec2(slot, row), 0);
    vec4 surface = texelFetch(palettes, ivec2(slot + SLOTS, row), 0);
    colour.rgb = mix(colour.rgb, mean_colour.rgb, mean_colour.a);
    return Material(min(colour.rgb * instance.info.z, vec3(1.0)), colour.a, surface.x, surface.y, surface.z);
}

uint id_of(Instance instance, int slot, Material material) {
    return (uint(instance.info.x) << 12) | (uint(slot) << 9) | uint(instance.info.w) | packed_glow(material.emission);
}
