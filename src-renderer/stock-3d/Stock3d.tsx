import { Component, lazy, Suspense, useCallback, useState, type ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { Skeleton } from '../ui/States.tsx'
import { stock3dStrings as words } from './stock-3d.strings.ts'
import type { StageFailure } from '../drawing-3d/use-stage.ts'
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

/** Catches what the graphics driver throws while the view is built. */
class StageBoundary extends Component<
  { readonly children: ReactNode; readonly otherwise: ReactNode },
  { readonly failed: boolean }
> {
  override state = { failed: false }
  static getDerivedStateFromError() {
    return { failed: true }
  }
  override render() {
    return this.state.failed ? this.props.otherwise : this.props.children
  }
}

function Instead({
  sentence,
  onAgain,
  children,
}: {
  sentence: string
  onAgain?: () => void
  children: ReactNode
}) {
  return (
    <>
      {children}
      <div className="stage-instead" role="status">
        <p>{sentence}</p>
        {onAgain !== undefined && (
          <Button size="small" onClick={onAgain}>
            {words.again}
          </Button>
        )}
      </div>
    </>
  )
}

/** The stock in space, or the flat drawing and the reason where that cannot be. */
export function Stock3d({ fallback, ...props }: Stock3dProps) {
  const [failure, setFailure] = useState<StageFailure | null>(null)
  const onFailure = useCallback((now: StageFailure) => {
    setFailure(now)
  }, [])
  if (failure !== null) {
    const again =
      failure === 'lost'
        ? {
            onAgain: () => {
              setFailure(null)
            },
          }
        : {}
    return (
      <Instead sentence={words[failure]} {...again}>
        {fallback}
      </Instead>
    )
  }
  return (
    <StageBoundary otherwise={<Instead sentence={words.failed}>{fallback}</Instead>}>
      <Suspense fallback={<Skeleton label={words.building} lines={6} />}>
        <StockStage {...props} onFailure={onFailure} />
      </Suspense>
    </StageBoundary>
  )
}
