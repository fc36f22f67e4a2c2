import { lazy } from 'react'
import { StageFrame } from '../drawing-3d/StageFrame.tsx'
import { FlatPath } from './FlatPath.tsx'
import { program3dStrings as words } from './program-3d.strings.ts'
import type { ProgramStageProps } from './ProgramStage.tsx'

/** Loaded when a program is first shown: the first screen does without three's weight. */
const ProgramStage = lazy(async () => {
  const { ProgramStage: stage } = await import('./ProgramStage.tsx')
  return { default: stage }
})

/** What a `Program3d` takes. */
export interface Program3dProps extends Omit<ProgramStageProps, 'onFailure'> {
  /** Seen from above only. */
  readonly flat: boolean
}

/** A program in space, or from above with the reason where that cannot be. */
export function Program3d({ flat, ...props }: Program3dProps) {
  const { path, progress, tool, toolDiameterMm, unit } = props
  const fromAbove = <FlatPath {...{ path, progress, tool, toolDiameterMm, unit }} />
  if (flat) return fromAbove
  return (
    <StageFrame
      words={words}
      fallback={fromAbove}
      stage={(onFailure) => <ProgramStage {...props} onFailure={onFailure} />}
    />
  )
}
