import { PATH_ROLES } from './cut-path.ts'

/** Colours of the view, as sRGB texts. */
export interface StockColours {
  readonly wood: string
  readonly floor: string
  readonly section: string
  readonly tool: string
  /** The ends of a scale from little to much. */
  readonly low: string
  readonly high: string
  /** In the order of `PATH_ROLES`. */
  readonly roles: readonly string[]
}

function roleToken(role: string): string {
  return role === 'retract' ? '--path-rapid' : `--path-${role}`
}

/** Reads the tokens in the theme that is shown, as plain sRGB. */
export function readStockColours(near: HTMLElement): StockColours {
  const probe = document.createElement('span')
  near.append(probe)
  const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const read = (token: string): string => {
    probe.style.color = `var(${token})`
    if (pixel === null) return 'rgb(128, 128, 128)'
    // A canvas turns any CSS colour into the bytes that three understands.
    pixel.fillStyle = getComputedStyle(probe).color
    pixel.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0] = pixel.getImageData(0, 0, 1, 1).data
    return `rgb(${String(red)}, ${String(green)}, ${String(blue)})`
  }
  const colours = {
    wood: read('--stock-wood'),
    floor: read('--stock-floor'),
    section: read('--stock-section'),
    tool: read('--tool'),
    low: read('--scale-low'),
    high: read('--scale-high'),
    roles: PATH_ROLES.map((role) => read(roleToken(role))),
  }
  probe.remove()
  return colours
}
