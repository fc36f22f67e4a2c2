/** The tokens a canvas needs, as colours it can be filled with. */
export interface CanvasColours {
  readonly paper: string
  readonly text: string
  readonly muted: string
  readonly line: string
  readonly accent: string
  readonly selection: string
  readonly topWood: string
  readonly hole: string
  readonly edge: string
}

const TOKENS: { readonly [K in keyof CanvasColours]: string } = {
  paper: '--paper',
  text: '--text',
  muted: '--text-muted',
  line: '--line-strong',
  accent: '--accent',
  selection: '--selection',
  topWood: '--top-wood',
  hole: '--hole',
  edge: '--edge',
}

/** Reads the tokens in the theme that is shown; they are resolved only as somebody's colour. */
export function canvasColours(canvas: HTMLCanvasElement): CanvasColours {
  const read = (token: string) => {
    canvas.style.color = `var(${token})`
    return getComputedStyle(canvas).color
  }
  const colours = Object.fromEntries(
    Object.entries(TOKENS).map(([name, token]) => [name, read(token)]),
  )
  canvas.style.color = ''
  return colours as unknown as CanvasColours
}

/** Calls back when the page changes between light and dark; returns how to stop. */
export function watchTheme(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange)
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'data-theme-shown'],
  })
  return () => {
    observer.disconnect()
  }
}
