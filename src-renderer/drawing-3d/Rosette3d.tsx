import { Component, lazy, Suspense, useCallback, useState, type ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { Skeleton } from '../ui/States.tsx'
import { rosette3dStrings as words } from './rosette-3d.strings.ts'
import type { RosetteStageProps } from './RosetteStage.tsx'
import type { StageFailure } from './use-stage.ts'

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

/** The rosette in space, or the flat drawing and the reason where that cannot be. */
export function Rosette3d({ fallback, ...props }: Rosette3dProps) {
  const [failure, setFailure] = useState<StageFailure | null>(null)
  const onFailure = useCallback((now: StageFailure) => {
    setFailure(now)
  }, [])
  if (failure !== null) {
    return (
      <Instead
        sentence={words[failure]}
        {...(failure === 'lost' && {
          onAgain: () => {
            setFailure(null)
          },
        })}
      >
        {fallback}
      </Instead>
    )
  }
  return (
    <StageBoundary otherwise={<Instead sentence={words.failed}>{fallback}</Instead>}>
      <Suspense fallback={<Skeleton label={words.loading} lines={6} />}>
        <RosetteStage {...props} onFailure={onFailure} />
      </Suspense>
    </StageBoundary>
  )
}
