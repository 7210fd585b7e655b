// Panels: a texture times a colour, multiplied in the gamma of the screen so that text keeps its weight.
//
// The curves between light and screen are the two of sRGB, each a straight toe and a polynomial that is within 0.1 and 0.3
// of 255 levels: a software driver has no fast power, and would spend most of a frame on six of them a pixel.

struct View {
    scale: vec2<f32>,
    shift: vec2<f32>,
}

struct Corner {
    @builtin(position) place: vec4<f32>,
    @location(0) colour: vec4<f32>,
    @location(1) at: vec2<f32>,
}

@group(0) @binding(0) var<uniform> view: View;
@group(1) @binding(0) var picture: texture_2d<f32>;
@group(1) @binding(1) var reading: sampler;

fn screen_of(light: vec3<f32>) -> vec3<f32> {
    let root = sqrt(light);
    let above = 0.8336605 * root + 0.2981853 * sqrt(root) - 0.0552842 * light - 0.0769201;
    return select(above, 12.92 * light, light < vec3<f32>(0.0031308));
}

fn light_of(screen: vec3<f32>) -> vec3<f32> {
    let above = ((0.3304455 * screen + 0.6564142) * screen + 0.0141338) * screen + 0.0015532;
    return select(above, screen / 12.92, screen < vec3<f32>(0.04045));
}

@vertex
fn vs_main(
    @location(0) place: vec2<f32>,
    @location(1) at: vec2<f32>,
    @location(2) colour: vec4<f32>,
) -> Corner {
    return Corner(vec4<f32>(place * view.scale + view.shift, 0.0, 1.0), colour, at);
}

@fragment
fn fs_main(corner: Corner) -> @location(0) vec4<f32> {
    let texel = textureSample(picture, reading, corner.at);
    let screen = vec4<f32>(screen_of(texel.rgb), texel.a) * corner.colour;
    return vec4<f32>(light_of(screen.rgb), screen.a);
}
