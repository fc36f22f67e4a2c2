/** A soundhole with its ring and a line of slices: what a drawing becomes. */
export function EmptyPicture() {
  const cuts = Array.from({ length: 24 }, (_, index) => {
    const rad = (index * Math.PI) / 12
    const [x, y] = [Math.cos(rad), Math.sin(rad)]
    return `M${(60 + 34 * x).toFixed(2)} ${(60 + 34 * y).toFixed(2)}L${(60 + 46 * x).toFixed(2)} ${(60 + 46 * y).toFixed(2)}`
  })
  return (
    <svg viewBox="0 0 120 120" width="160" height="160" className="drawing-empty">
      <circle cx="60" cy="60" r="46" />
      <circle cx="60" cy="60" r="34" />
      <circle cx="60" cy="60" r="28" className="drawing-empty-hole" />
      <path d={cuts.join('')} />
    </svg>
  )
}
