import { useEffect, useMemo, useState } from 'react'
import type { LayerColour } from './picture/lines-picture.ts'

/** AutoCAD's first nine colours by hue, degrees; null stands for the ink of the page. */
const NAMED_HUES: readonly (number | null)[] = [null, 27, 95, 145, 195, 262, 328, null, null, null]
/** Hues of layers whose file tells no colour, far from one another. */
const SPARE_HUES = [215, 45, 150, 310, 85, 260, 5, 180]

/** The hue of a layer: of its colour in the file, or by its number; null is ink. */
export function layerHue(colourIndex: number | null, number: number): number | null {
  if (colourIndex === null || colourIndex > 249) return SPARE_HUES[number % SPARE_HUES.length] ?? 0
  if (colourIndex < 10) return NAMED_HUES[colourIndex] ?? null
  // 10 to 249 run through the hues in 24 steps, from red on
  return (27 + Math.floor((colourIndex - 10) / 10) * 15) % 360
}

/** A colour that reads on light and on dark paper alike. */
export function layerCss(hue: number | null): string {
  if (hue === null) return 'var(--text)'
  const at = String(hue)
  return `light-dark(oklch(0.52 0.15 ${at}), oklch(0.76 0.13 ${at}))`
}

/** Works out what colours the page shows, as shares of light. */
function resolved(css: readonly string[]): readonly LayerColour[] {
  const probe = document.createElement('span')
  document.body.append(probe)
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  const known = new Map<string, LayerColour>()
  const colours = css.map((text): LayerColour => {
    const same = known.get(text)
    if (same !== undefined) return same
    probe.style.color = text
    const shown = getComputedStyle(probe).color
    if (pen === null) return [0.5, 0.5, 0.5, 1]
    pen.fillStyle = shown
    pen.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data
    const colour = [red / 255, green / 255, blue / 255, 1] as const
    known.set(text, colour)
    return colour
  })
  probe.remove()
  return colours
}

const HIDDEN: LayerColour = [0, 0, 0, 0]

/** The colours of layers as they are shown now, hidden ones without any; worked out anew with the theme. */
export function useLayerColours(
  css: readonly string[],
  isShown: (layer: number) => boolean,
): readonly LayerColour[] {
  const [theme, setTheme] = useState(0)
  useEffect(() => {
    const observer = new MutationObserver(() => {
      setTheme((count) => count + 1)
    })
    observer.observe(document.documentElement, {
      attributes: true,
      attributeFilter: ['data-theme', 'data-theme-shown'],
    })
    return () => {
      observer.disconnect()
    }
  }, [])
  // The theme is no input of the colours' text, but of what they are.
  const colours = useMemo(() => ({ theme, list: resolved(css) }), [css, theme])
  return useMemo(
    () => colours.list.map((colour, layer) => (isShown(layer) ? colour : HIDDEN)),
    [colours, isShown],
  )
}
