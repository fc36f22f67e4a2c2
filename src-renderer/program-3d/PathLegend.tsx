import { PATH_KIND } from '#core/gcode/path/point-store.ts'
import { useMemo } from 'react'
import type { PathProgress } from './path-material.ts'
import type { DrawnPath } from './path-messages.ts'
import { program3dStrings as words } from './program-3d.strings.ts'

const KINDS = ['rapid', 'cut', 'plunge', 'ramp'] as const

/** The colours of the picture with their meaning; only what occurs. */
export function PathLegend({ path, progress }: { path: DrawnPath; progress: PathProgress }) {
  const occurring = useMemo(() => {
    const { kinds } = path.flat
    return KINDS.filter((kind) => kinds.includes(PATH_KIND[kind]))
  }, [path])
  const shown = [
    ...occurring,
    ...(progress.doneLine > 0 ? (['done'] as const) : []),
    ...(progress.now === null ? [] : (['now'] as const)),
  ]
  return (
    <ul className="path-legend" aria-label={words.legendLabel}>
      {shown.map((kind) => (
        <li key={kind}>
          <span className={`path-swatch path-swatch-${kind}`} aria-hidden="true" />
          {words.legend[kind]}
        </li>
      ))}
    </ul>
  )
}
