import { type DragEvent, useState } from 'react'

/** What a page needs to take dropped files. */
export interface FileDrop {
  /** A file is held over the page at the moment. */
  readonly over: boolean
  /** To be spread on the element that takes the drop. */
  readonly handlers: {
    readonly onDragOver: (event: DragEvent) => void
    readonly onDragLeave: (event: DragEvent) => void
    readonly onDrop: (event: DragEvent) => void
  }
}

/** Lets a file be dropped anywhere on an element; what is dragged and is no file is left alone. */
export function useFileDrop(onFile: (file: File) => void): FileDrop {
  const [over, setOver] = useState(false)
  return {
    over,
    handlers: {
      onDragOver: (event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      },
      onDragLeave: (event) => {
        // Leaving for a child of the element is not leaving the element.
        const { relatedTarget, currentTarget } = event
        if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) {
          setOver(false)
        }
      },
      onDrop: (event) => {
        event.preventDefault()
        setOver(false)
        const [file] = event.dataTransfer.files
        if (file !== undefined) onFile(file)
      },
    },
  }
}
