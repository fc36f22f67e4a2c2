/** Groups of one entity, all of kinds that dxf-parser reads right. */
function plainEntity(index: number): string {
  const [x, y] = [(index % 900) * 4, Math.floor(index / 900) * 4]
  const at = `10\n${(x + 0.125).toFixed(6)}\n20\n${(y + 0.25).toFixed(6)}\n30\n0.0\n`
  const layer = `8\nLAYER_${String(index % 5)}\n`
  if (index % 10 < 4)
    return `0\nLINE\n${layer}${at}11\n${(x + 3).toFixed(6)}\n21\n${(y + 2).toFixed(6)}\n31\n0.0\n`
  if (index % 10 < 6) return `0\nARC\n${layer}${at}40\n1.500000\n50\n10.0\n51\n200.0\n`
  if (index % 10 < 7) return `0\nCIRCLE\n${layer}${at}40\n1.250000\n`
  const corners = Array.from({ length: 8 }, (_, corner) => {
    const rad = (Math.PI * corner) / 4
    return `10\n${(x + Math.cos(rad)).toFixed(6)}\n20\n${(y + Math.sin(rad)).toFixed(6)}\n42\n0.1\n`
  })
  return `0\nLWPOLYLINE\n${layer}90\n8\n70\n1\n${corners.join('')}`
}

/** A clamped cubic of twelve points. */
function spline(index: number, layer: string): string {
  const [x, y] = [(index % 900) * 4, Math.floor(index / 900) * 4]
  const knots = Array.from({ length: 16 }, (_, knot) => Math.min(Math.max(knot - 3, 0), 9))
  const points = Array.from({ length: 12 }, (_, point) => {
    const [px, py] = [x + point * 0.3, y + Math.sin(point + index)]
    return `10\n${px.toFixed(9)}\n20\n${py.toFixed(9)}\n30\n0.0\n`
  })
  const head = `0\nSPLINE\n${layer}70\n8\n71\n3\n72\n16\n73\n12\n74\n0\n`
  return `${head}${knots.map((knot) => `40\n${String(knot)}.0\n`).join('')}${points.join('')}`
}

/** As the plain one, with a spline for every tenth, and blocks and ellipses among them; all digits told. */
function mixedEntity(index: number): string {
  const layer = `100\nAcDbEntity\n8\nLAYER_${String(index % 5)}\n100\nAcDbCurve\n`
  const [x, y] = [(index % 900) * 4, Math.floor(index / 900) * 4]
  const at = `10\n${String(x + 1 / 3)}\n20\n${String(y + 1 / 7)}\n30\n0.0\n`
  if (index % 10 === 0) return spline(index, layer)
  if (index % 50 === 1) return `0\nINSERT\n${layer}2\nPART\n${at}50\n30.0\n`
  if (index % 33 === 2)
    return `0\nELLIPSE\n${layer}${at}11\n1.5\n21\n0.25\n31\n0.0\n40\n0.5\n41\n0.0\n42\n6.283185307179586\n`
  return plainEntity(index)
}

const BLOCK =
  '0\nSECTION\n2\nBLOCKS\n0\nBLOCK\n8\n0\n2\nPART\n70\n0\n10\n0.0\n20\n0.0\n30\n0.0\n3\nPART\n1\n\n' +
  '0\nLINE\n8\n0\n10\n0.0\n20\n0.0\n30\n0.0\n11\n1.0\n21\n1.0\n31\n0.0\n' +
  '0\nCIRCLE\n8\n0\n10\n0.5\n20\n0.5\n30\n0.0\n40\n0.25\n0\nENDBLK\n8\n0\n0\nENDSEC\n'

/** Drawings that are made for measuring. */
export const MIXES = {
  /** LINE 40 %, ARC 20, CIRCLE 10, LWPOLYLINE of eight bulges 30. */
  plain: { before: '', entity: plainEntity },
  /** The same with SPLINE 10 %, ELLIPSE 3, INSERT 2, and coordinates of up to 17 digits. */
  mixed: { before: BLOCK, entity: mixedEntity },
} as const

/** The text of a drawing of about so many bytes. */
export function madeDrawing(mix: keyof typeof MIXES, bytes: number): string {
  const { before, entity } = MIXES[mix]
  const parts = [before, '0\nSECTION\n2\nENTITIES\n']
  let size = 0
  for (let index = 0; size < bytes; index += 1) {
    const text = entity(index)
    parts.push(text)
    size += text.length
  }
  return `${parts.join('')}0\nENDSEC\n0\nEOF\n`
}
