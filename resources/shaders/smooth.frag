#version 330
// Smooths stair steps. Source: Lottes, FXAA (2009), its short form; luma is expected in alpha.
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
    nw = mix(here.a, nw, 0.5), ne = mix(here.a, ne, 0.5), sw = mix(here.a, sw, 0.5), se = mix(here.a, se, 0.5);
    ne += 1.0 / 384.0;
    float low = min(here.a, min(min(nw, ne), min(sw, se))), high = max(here.a, max(max(nw, ne), max(sw, se)));
    if (high - low < max(0.03, high * 0.08)) {
        o_colour = vec4(here.rgb, 1.0);
        return;
    }
    vec2 along = vec2(sw + se - nw - ne, nw + sw - ne - se);
    vec2 step_uv = along / (length(along) + 1e-6) * pixel;
    vec4 first = 0.5 * (texture(picture, at - step_uv * 0.5) + texture(picture, at + step_uv * 0.5));
    vec2 wide = clamp(along / (8.0 * min(abs(along.x), abs(along.y)) + 1e-6), -2.0, 2.0) * 2.0 * pixel;
    vec4 second = 0.5 * first + 0.25 * (texture(picture, at - wide) + texture(picture, at + wide));
    o_colour = vec4(second.a < low || second.a > high ? first.rgb : second.rgb, 1.0);
}
