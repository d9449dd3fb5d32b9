#version 330
// Smooths stair steps. Source: Lottes, FXAA (2009), its short form; luma is expected in alpha.
in vec2 at;
out vec4 o_colour;

uniform sampler2D picture;
uniform vec2 pixel;

void main() {
    vec4 here = texture(picture, at);
    float nw = texture(picture, at + vec2(-0.5, 0.5) * pixel).a, ne = texture(picture, at + vec2(0.5, 0.5) * pixel).a;
    float sw = texture(picture, at + vec2(-0.5, -0.5) * pixel).a, se = texture(picture, at + vec2(0.5, -0.5) * pixel).a;
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
