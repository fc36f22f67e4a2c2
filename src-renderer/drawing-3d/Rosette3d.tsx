import { lazy, type ReactNode } from 'react'
import { rosette3dStrings as words } from './rosette-3d.strings.ts'
import type { RosetteStageProps } from './RosetteStage.tsx'
import { StageFrame } from './StageFrame.tsx'

/** Loaded when it is first asked for: the first screen does without three's weight. */
const RosetteStage = lazy(async () => {
  const { RosetteStage: stage } = await import('./RosetteStage.tsx')
  return { default: stage }
})

/** What a `Rosette3d` takes. */
export interface Rosette3dProps extends Omit<RosetteStageProps, 'onFailure'> {
  /** The flat drawing, shown where there is no picture in space. */
  readonly fallback: ReactNode
}

/** The rosette in space, or the flat drawing and the reason where that cannot be. */
export function Rosette3d({ fallback, ...props }: Rosette3dProps) {
  return (
    <StageFrame
      words={words}
      fallback={fallback}
      stage={(onFailure) => <RosetteStage {...props} onFailure={onFailure} />}
    />
  )
}
