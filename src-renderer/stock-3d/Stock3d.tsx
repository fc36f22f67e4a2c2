import { lazy, type ReactNode } from 'react'
import { StageFrame } from '../drawing-3d/StageFrame.tsx'
import { stock3dStrings as words } from './stock-3d.strings.ts'
import type { StockStageProps } from './StockStage.tsx'

/** Loaded when it is first asked for: the first screen does without three's weight. */
const StockStage = lazy(async () => {
  const { StockStage: stage } = await import('./StockStage.tsx')
  return { default: stage }
})

/** What a `Stock3d` takes. */
export interface Stock3dProps extends Omit<StockStageProps, 'onFailure'> {
  /** The flat drawing, shown where there is no picture in space. */
  readonly fallback: ReactNode
}

/** The stock in space, or the flat drawing and the reason where that cannot be. */
export function Stock3d({ fallback, ...props }: Stock3dProps) {
  return (
    <StageFrame
      words={words}
      fallback={fallback}
      stage={(onFailure) => <StockStage {...props} onFailure={onFailure} />}
    />
  )
}
