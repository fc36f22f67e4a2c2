import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const tokensText = readFileSync(
  join(import.meta.dirname, '../../src-renderer/styles/tokens.css'),
  'utf8',
)

type Theme = 'light' | 'dark'
type Oklch = readonly [lightness: number, chroma: number, hueDeg: number]

const COLOUR = /oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g

function coloursOf(token: string): readonly Oklch[] {
  const declaration = new RegExp(`${token}: ([^;]*);`).exec(tokensText)?.[1]
  if (declaration === undefined) throw new Error(`there is no ${token}`)
  return [...declaration.matchAll(COLOUR)].map(([, lightness, chroma, hue]): Oklch => [
    Number(lightness),
    Number(chroma),
    Number(hue),
  ])
}

function colourIn(token: string, theme: Theme): Oklch {
  const [light, dark] = coloursOf(token)
  const colour = theme === 'light' ? light : (dark ?? light)
  if (colour === undefined) throw new Error(`${token} has no colour`)
  return colour
}

/** Relative luminance (WCAG 2.2) of an OKLCH colour, by Ottosson's OKLab matrices, clipped to sRGB. */
function luminance([lightness, chroma, hueDeg]: Oklch): number {
  const a = chroma * Math.cos((hueDeg * Math.PI) / 180)
  const b = chroma * Math.sin((hueDeg * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const clip = (value: number) => Math.min(1, Math.max(0, value))
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(front: string, back: string, theme: Theme): number {
  const [a, b] = [luminance(colourIn(front, theme)), luminance(colourIn(back, theme))]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

const SURFACES = ['--surface-0', '--surface-1', '--surface-2', '--surface-3', '--surface-raised']
const RISKS = ['green', 'yellow', 'red', 'unknown']
const TEXT: readonly (readonly [front: string, back: string])[] = [
  ...SURFACES.flatMap((surface) => [
    ['--text', surface] as const,
    ['--text-muted', surface] as const,
  ]),
  ['--text', '--accent-soft'],
  ['--text-muted', '--accent-soft'],
  ['--accent-strong', '--accent-soft'],
  ['--on-accent', '--accent'],
  ['--on-stop', '--stop'],
  ['--dimension', '--paper'],
  ...RISKS.flatMap((risk) => [
    [`--risk-${risk}`, `--risk-${risk}-soft`] as const,
    [`--risk-${risk}`, '--surface-1'] as const,
    ['--text', `--risk-${risk}-soft`] as const,
  ]),
]
const LINES: readonly (readonly [front: string, back: string])[] = [
  ...SURFACES.map((surface) => ['--line-strong', surface] as const),
  ...SURFACES.map((surface) => ['--focus', surface] as const),
  ...['rapid', 'plunge', 'ramp', 'cut', 'link', 'lead', 'finish'].map(
    (role) => [`--path-${role}`, '--paper'] as const,
  ),
  ['--tool', '--paper'],
  ['--selection', '--paper'],
]

describe.each<Theme>(['light', 'dark'])('the %s theme', (theme) => {
  test.each(TEXT)('%s on %s is readable text (4.5)', (front, back) => {
    expect(contrast(front, back, theme)).toBeGreaterThanOrEqual(4.5)
  })
  test.each(LINES)('%s on %s is a visible line (3)', (front, back) => {
    expect(contrast(front, back, theme)).toBeGreaterThanOrEqual(3)
  })
})
