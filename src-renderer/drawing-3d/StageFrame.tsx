import { Component, Suspense, useCallback, useState, type ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { Skeleton } from '../ui/States.tsx'
import type { StageFailure } from './use-stage.ts'

/** What is said while a view in space is made, and instead of one. */
interface StageFrameWords {
  readonly building: string
  readonly missing: string
  readonly lost: string
  readonly failed: string
  readonly again: string
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

/** A view in space; where there is none, the flat drawing under it and the reason. */
export function StageFrame({
  words,
  fallback,
  stage,
}: {
  readonly words: StageFrameWords
  readonly fallback: ReactNode
  /** Draws the view, and is told whom to tell when there can be none. */
  readonly stage: (onFailure: (failure: StageFailure) => void) => ReactNode
}) {
  const [failure, setFailure] = useState<StageFailure | null>(null)
  const onFailure = useCallback((now: StageFailure) => {
    setFailure(now)
  }, [])
  if (failure !== null) {
    return (
      <>
        {fallback}
        <div className="stage-instead" role="status">
          <p>{words[failure]}</p>
          {failure === 'lost' && (
            <Button
              size="small"
              onClick={() => {
                setFailure(null)
              }}
            >
              {words.again}
            </Button>
          )}
        </div>
      </>
    )
  }
  const otherwise = (
    <>
      {fallback}
      <div className="stage-instead" role="status">
        <p>{words.failed}</p>
      </div>
    </>
  )
  return (
    <StageBoundary otherwise={otherwise}>
      <Suspense fallback={<Skeleton label={words.building} lines={6} />}>
        {stage(onFailure)}
      </Suspense>
    </StageBoundary>
  )
}
