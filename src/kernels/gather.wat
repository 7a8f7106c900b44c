;; The kernels of gather.ts, four numbers at a time.
;; Pointers are in bytes. width is a positive multiple of 4; arrays start at multiples of 4 bytes.
;; Nothing is called from inside: V8 does not inline it. `npm run build:wasm` compiles.
(module
  (memory (import "env" "memory") 1)

  ;; Embedding bag, out[d] += sum over i of rows[offset[i] + d].
  ;; rows: f32 from $rows on; offsets: i32 from $offset to $last (exclusive), in numbers; out: (width) f32, read and
  ;; written.
  (func (export "gatherSum")
    (param $rows i32) (param $width i32) (param $offset i32) (param $last i32) (param $out i32)
    (local $row i32) (local $to i32) (local $end i32)
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $width) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $offset) (local.get $last)))
        (local.set $row (i32.add (local.get $rows) (i32.shl (i32.load (local.get $offset)) (i32.const 2))))
        (local.set $to (local.get $out))
        (loop $along
          (v128.store (local.get $to) (f32x4.add (v128.load (local.get $to)) (v128.load (local.get $row))))
          (local.set $row (i32.add (local.get $row) (i32.const 16)))
          (local.set $to (i32.add (local.get $to) (i32.const 16)))
          (br_if $along (i32.lt_u (local.get $to) (local.get $end))))
        (local.set $offset (i32.add (local.get $offset) (i32.const 4)))
        (br $next))))

  ;; out[i] += sum over d of rows[offset[i] + d] * vector[d], summed in four lanes.
  ;; rows, offsets as above; vector: (width) f32; out: f32 by offset, read and written.
  (func (export "gatherDot")
    (param $rows i32) (param $width i32) (param $offset i32) (param $last i32) (param $vector i32) (param $out i32)
    (local $row i32) (local $at i32) (local $end i32) (local $sum v128)
    (local.set $end (i32.add (local.get $vector) (i32.shl (local.get $width) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $offset) (local.get $last)))
        (local.set $row (i32.add (local.get $rows) (i32.shl (i32.load (local.get $offset)) (i32.const 2))))
        (local.set $at (local.get $vector))
        (local.set $sum (v128.const f32x4 0 0 0 0))
        (loop $along
          (local.set $sum
            (f32x4.add (local.get $sum) (f32x4.mul (v128.load (local.get $row)) (v128.load (local.get $at)))))
          (local.set $row (i32.add (local.get $row) (i32.const 16)))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br_if $along (i32.lt_u (local.get $at) (local.get $end))))
        (f32.store (local.get $out) (f32.add (f32.load (local.get $out)) (f32.add
            (f32.add (f32x4.extract_lane 0 (local.get $sum)) (f32x4.extract_lane 1 (local.get $sum)))
            (f32.add (f32x4.extract_lane 2 (local.get $sum)) (f32x4.extract_lane 3 (local.get $sum))))))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (local.set $offset (i32.add (local.get $offset) (i32.const 4)))
        (br $next))))

  ;; Embedding bag, out[d] += sum over i of scale[id[i]] * table[id[i], d].
  ;; table: rows of one f32 (scale) and width i8; ids: i32 from $id to $last (exclusive); out: (width) f32, read and
  ;; written.
  (func (export "gatherSumInt8")
    (param $table i32) (param $width i32) (param $id i32) (param $last i32) (param $out i32)
    (local $row i32) (local $to i32) (local $end i32) (local $scale v128)
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $width) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $id) (local.get $last)))
        (local.set $row
          (i32.add
            (local.get $table)
            (i32.mul (i32.load (local.get $id)) (i32.add (local.get $width) (i32.const 4)))))
        (local.set $scale (v128.load32_splat (local.get $row)))
        (local.set $to (local.get $out))
        (loop $along
          (local.set $row (i32.add (local.get $row) (i32.const 4)))
          (v128.store
            (local.get $to)
            (f32x4.add
              (v128.load (local.get $to))
              (f32x4.mul (local.get $scale) (f32x4.convert_i32x4_s
                (i32x4.extend_low_i16x8_s (i16x8.extend_low_i8x16_s (v128.load32_zero (local.get $row))))))))
          (local.set $to (i32.add (local.get $to) (i32.const 16)))
          (br_if $along (i32.lt_u (local.get $to) (local.get $end))))
        (local.set $id (i32.add (local.get $id) (i32.const 4)))
        (br $next))))

  ;; out[i] = scale[id[i]] * sum over d of table[id[i], d] * vector[d], summed in four lanes.
  ;; table, ids as above; vector: (width) f32; out: f32 by id, written.
  (func (export "gatherDotInt8")
    (param $table i32) (param $width i32) (param $id i32) (param $last i32) (param $vector i32) (param $out i32)
    (local $row i32) (local $at i32) (local $end i32) (local $sum v128) (local $scale f32)
    (local.set $end (i32.add (local.get $vector) (i32.shl (local.get $width) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $id) (local.get $last)))
        (local.set $row
          (i32.add
            (local.get $table)
            (i32.mul (i32.load (local.get $id)) (i32.add (local.get $width) (i32.const 4)))))
        (local.set $scale (f32.load (local.get $row)))
        (local.set $at (local.get $vector))
        (local.set $sum (v128.const f32x4 0 0 0 0))
        (loop $along
          (local.set $row (i32.add (local.get $row) (i32.const 4)))
          (local.set $sum
            (f32x4.add
              (local.get $sum)
              (f32x4.mul (v128.load (local.get $at)) (f32x4.convert_i32x4_s
                (i32x4.extend_low_i16x8_s (i16x8.extend_low_i8x16_s (v128.load32_zero (local.get $row))))))))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br_if $along (i32.lt_u (local.get $at) (local.get $end))))
        (f32.store (local.get $out) (f32.mul (local.get $scale) (f32.add
            (f32.add (f32x4.extract_lane 0 (local.get $sum)) (f32x4.extract_lane 1 (local.get $sum)))
            (f32.add (f32x4.extract_lane 2 (local.get $sum)) (f32x4.extract_lane 3 (local.get $sum))))))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (local.set $id (i32.add (local.get $id) (i32.const 4)))
        (br $next)))))
