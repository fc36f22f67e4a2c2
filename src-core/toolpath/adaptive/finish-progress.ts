/** Looks at the engagement after which it is told how far the finish is: some milliseconds. */
const TOLD_EVERY_LOOKS = 512

/** How much of a finish is done; told as it looks about, since one stage of it may take a second. */
export class FinishProgress {
  private readonly stageCount: number
  private readonly tell: (share: number) => void
  private stages = 0
  private looks = 0

  /** `tell` hears the share of the stages that are done, 0 to 1; what it throws ends the finish. */
  constructor(stageCount: number, tell: (share: number) => void) {
    this.stageCount = stageCount
    this.tell = tell
  }

  /** One more stage is done. */
  done(): void {
    this.stages += 1
  }

  /** The engagement is looked at once more. */
  look(): void {
    this.looks += 1
    if (this.looks % TOLD_EVERY_LOOKS === 0) this.tell(Math.min(1, this.stages / this.stageCount))
  }
}
