/** A colour in OKLab: `l` lightness 0 to 1, `a` green to red, `b` blue to yellow. */
export interface OkLab {
  readonly l: number
  readonly a: number
  readonly b: number
}

/** A colour in linear light, each part 0 to 1. */
export interface LinearRgb {
  readonly r: number
  readonly g: number
  readonly b: number
}

/** Linear light of an sRGB part 0 to 1 (IEC 61966-2-1). */
function linearOfSrgb(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}

/** sRGB part 0 to 1 of linear light, the inverse of `linearOfSrgb`. */
function srgbOfLinear(light: number): number {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055
}

/** Linear light of each of the 256 values a pixel's part can have. */
export const LINEAR_OF_BYTE: Float64Array = Float64Array.from({ length: 256 }, (_, byte) =>
  linearOfSrgb(byte / 255),
)

/** A colour `#rrggbb` in linear light. */
export function linearOfHex(colour: string): LinearRgb {
  const light = (at: number) => LINEAR_OF_BYTE[Number.parseInt(colour.slice(at, at + 2), 16)] ?? 0
  return { r: light(1), g: light(3), b: light(5) }
}

/** Linear light as `#rrggbb`; what the screen cannot show is cut to what it can. */
export function hexOfLinear({ r, g, b }: LinearRgb): string {
  const part = (light: number) =>
    Math.round(255 * srgbOfLinear(Math.min(1, Math.max(0, light))))
      .toString(16)
      .padStart(2, '0')
  return `#${part(r)}${part(g)}${part(b)}`
}

/**
 * OKLab of linear light, in which the distance of two colours is about how different they look
 * (Björn Ottosson, A perceptual color space for image processing, 2020).
 */
export function okLabOf({ r, g, b }: LinearRgb): OkLab {
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const middle = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return {
    l: 0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    a: 1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
    b: 0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
  }
}

/** Linear light of a colour in OKLab, the inverse of `okLabOf`. */
export function linearOfOkLab({ l, a, b }: OkLab): LinearRgb {
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const middle = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  return {
    r: 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
    g: -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
    b: -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
  }
}

/** Squared distance of two colours in OKLab: enough to find the nearest. */
export function okLabDistanceSquared(one: OkLab, other: OkLab): number {
  return (one.l - other.l) ** 2 + (one.a - other.a) ** 2 + (one.b - other.b) ** 2
}

/** Index of the colour that looks most like another; the earlier one of two equally near. */
export function nearestColour(palette: readonly OkLab[], colour: OkLab): number {
  let nearest = 0
  let least = Number.POSITIVE_INFINITY
  for (const [index, candidate] of palette.entries()) {
    const distance = okLabDistanceSquared(candidate, colour)
    if (distance >= least) continue
    least = distance
    nearest = index
  }
  return nearest
}
