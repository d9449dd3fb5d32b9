#version 330
// Smooths stair steps. Source: Lottes, FXAA (2009), its short form with one pair of taps; luma is expected in alpha.
in vec2 at;
out vec4 o_colour;

uniform sampler2D picture;
uniform vec2 pixel;

void main() {
    ivec2 most = textureSize(picture, 0) - 1, p = min(ivec2(at * vec2(most + 1)), most);
    ivec2 a = max(p - 1, ivec2(0)), b = min(p + 1, most);
    vec4 here = texture(picture, at);
    float nw = texelFetch(picture, ivec2(a.x, b.y), 0).a, ne = texelFetch(picture, b, 0).a;
    float sw = texelFetch(picture, a, 0).a, se = texelFetch(picture, ivec2(b.x, a.y), 0).a;
    ne += 1.0 / 384.0;
    float low = min(here.a, min(min(nw, ne), min(sw, se))), high = max(here.a, max(max(nw, ne), max(sw, se)));
    if (high - low < max(0.03, high * 0.08)) {
        o_colour = vec4(here.rgb, 1.0);
        return;
    }
    vec2 along = vec2(sw + se - nw - ne, nw + sw - ne - se);
    vec2 step_uv = along / (length(along) + 1e-6) * pixel * 0.7;
    o_colour = vec4(0.5 * (texture(picture, at - step_uv) + texture(picture, at + step_uv)).rgb, 1.0);
}
