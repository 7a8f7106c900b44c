;; The kernels of kernels.ts on four numbers at a time. Pointers are bytes; offsets of rows are numbers of four bytes, as
;; TypeScript counts them; widths, columns, filters and outputs are multiples of four. `npm run build:wasm` compiles.
;; Nothing is called from inside: V8 does not inline it.
(module
  (memory (import "env" "memory") 1)

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

  (func (export "gatherDot")
    (param $rows i32) (param $width i32) (param $offset i32) (param $last i32) (param $worth i32) (param $out i32)
    (local $row i32) (local $at i32) (local $end i32) (local $sum v128)
    (local.set $end (i32.add (local.get $worth) (i32.shl (local.get $width) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $offset) (local.get $last)))
        (local.set $row (i32.add (local.get $rows) (i32.shl (i32.load (local.get $offset)) (i32.const 2))))
        (local.set $at (local.get $worth))
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

  (func (export "gatherDotInt8")
    (param $table i32) (param $width i32) (param $id i32) (param $last i32) (param $worth i32) (param $out i32)
    (local $row i32) (local $at i32) (local $end i32) (local $sum v128) (local $scale f32)
    (local.set $end (i32.add (local.get $worth) (i32.shl (local.get $width) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $id) (local.get $last)))
        (local.set $row
          (i32.add
            (local.get $table)
            (i32.mul (i32.load (local.get $id)) (i32.add (local.get $width) (i32.const 4)))))
        (local.set $scale (f32.load (local.get $row)))
        (local.set $at (local.get $worth))
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
        (br $next))))

  (func (export "addTokenFeatures")
    (param $rows i32) (param $offsets i32) (param $placed i32) (param $tokens i32) (param $signal i32)
    (param $perToken i32) (param $weights i32) (param $columns i32) (param $spare i32)
    (local $t i32) (local $e i32) (local $from i32) (local $weight i32) (local $row i32) (local $to i32) (local $end i32)
    (local $value f32) (local $times v128)
    (block $done
      (loop $token
        (br_if $done (i32.ge_u (local.get $t) (local.get $tokens)))
        (local.set $from (i32.load (local.get $offsets)))
        (local.set $e (i32.const 0))
        (local.set $weight (local.get $weights))
        (block $said
          (loop $each
            (br_if $said (i32.ge_u (local.get $e) (local.get $perToken)))
            (local.set $value (f32.load (local.get $signal)))
            (if (f32.eq (local.get $value) (f32.const 0))
              (then
                (local.set $weight (i32.add (local.get $weight) (i32.shl (local.get $columns) (i32.const 2)))))
              (else
                (local.set $times (f32x4.splat (local.get $value)))
                (local.set $row (i32.add (local.get $rows) (i32.shl (local.get $from) (i32.const 2))))
                (local.set $to (i32.add (local.get $rows) (i32.shl (local.get $spare) (i32.const 2))))
                (local.set $end (i32.add (local.get $to) (i32.shl (local.get $columns) (i32.const 2))))
                (loop $along
                  (v128.store
                    (local.get $to)
                    (f32x4.add
                      (v128.load (local.get $row))
                      (f32x4.mul (local.get $times) (v128.load (local.get $weight)))))
                  (local.set $row (i32.add (local.get $row) (i32.const 16)))
                  (local.set $weight (i32.add (local.get $weight) (i32.const 16)))
                  (local.set $to (i32.add (local.get $to) (i32.const 16)))
                  (br_if $along (i32.lt_u (local.get $to) (local.get $end))))
                (local.set $from (local.get $spare))))
            (local.set $signal (i32.add (local.get $signal) (i32.const 4)))
            (local.set $e (i32.add (local.get $e) (i32.const 1)))
            (br $each)))
        (if (i32.eq (local.get $from) (local.get $spare))
          (then (local.set $spare (i32.add (local.get $spare) (local.get $columns)))))
        (i32.store (local.get $placed) (local.get $from))
        (local.set $offsets (i32.add (local.get $offsets) (i32.const 4)))
        (local.set $placed (i32.add (local.get $placed) (i32.const 4)))
        (local.set $t (i32.add (local.get $t) (i32.const 1)))
        (br $token))))

  (func (export "maxOverTime")
    (param $rows i32) (param $offsets i32) (param $tokens i32) (param $width i32) (param $filters i32)
    (param $bias i32) (param $values i32) (param $middles i32)
    (local $t i32) (local $half i32) (local $first i32) (local $last i32) (local $i i32) (local $f i32)
    (local $bytes i32) (local $place i32) (local $from i32) (local $sum v128) (local $best v128) (local $above v128)
    (local.set $half (i32.shr_u (local.get $width) (i32.const 1)))
    (local.set $bytes (i32.shl (local.get $filters) (i32.const 2)))
    (block $done
      (loop $token
        (br_if $done (i32.ge_s (local.get $t) (local.get $tokens)))
        ;; Where the window's first and last offset stand, and the place of the first in the window.
        (local.set $i (i32.sub (local.get $t) (local.get $half)))
        (local.set $from (select (local.get $i) (i32.const 0) (i32.gt_s (local.get $i) (i32.const 0))))
        (local.set $from
          (i32.add
            (local.get $rows)
            (i32.mul (i32.sub (local.get $from) (local.get $i)) (local.get $bytes))))
        (local.set $first
          (i32.add
            (local.get $offsets)
            (i32.shl (select (local.get $i) (i32.const 0) (i32.gt_s (local.get $i) (i32.const 0))) (i32.const 2))))
        (local.set $last (i32.add (i32.add (local.get $t) (local.get $half)) (i32.const 1)))
        (local.set $last
          (i32.add
            (local.get $offsets)
            (i32.shl
              (select (local.get $last) (local.get $tokens) (i32.lt_s (local.get $last) (local.get $tokens)))
              (i32.const 2))))
        (local.set $f (i32.const 0))
        (loop $along
          (local.set $sum (v128.load (i32.add (local.get $bias) (local.get $f))))
          (local.set $place (i32.add (local.get $from) (local.get $f)))
          (local.set $i (local.get $first))
          (loop $window
            (local.set $sum
              (f32x4.add
                (local.get $sum)
                (v128.load
                  (i32.add (local.get $place) (i32.shl (i32.load (local.get $i)) (i32.const 2))))))
            (local.set $place (i32.add (local.get $place) (local.get $bytes)))
            (local.set $i (i32.add (local.get $i) (i32.const 4)))
            (br_if $window (i32.lt_u (local.get $i) (local.get $last))))
          (local.set $best (v128.load (i32.add (local.get $values) (local.get $f))))
          (local.set $above (f32x4.gt (local.get $sum) (local.get $best)))
          (v128.store
            (i32.add (local.get $values) (local.get $f))
            (v128.bitselect (local.get $sum) (local.get $best) (local.get $above)))
          (v128.store
            (i32.add (local.get $middles) (local.get $f))
            (v128.bitselect
              (i32x4.splat (local.get $t))
              (v128.load (i32.add (local.get $middles) (local.get $f)))
              (local.get $above)))
          (local.set $f (i32.add (local.get $f) (i32.const 16)))
          (br_if $along (i32.lt_u (local.get $f) (local.get $bytes))))
        (local.set $t (i32.add (local.get $t) (i32.const 1)))
        (br $token))))

  (func (export "gemv")
    (param $x i32) (param $last i32) (param $factor f32) (param $weights i32) (param $outputs i32) (param $out i32)
    (local $bytes i32) (local $end i32) (local $to i32) (local $w i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $bytes (i32.shl (local.get $outputs) (i32.const 2)))
    (local.set $end (i32.add (local.get $out) (local.get $bytes)))
    ;; Four inputs at a time: the sums are read and written a quarter as often.
    (block $few
      (loop $four
        (br_if $few (i32.gt_u (i32.add (local.get $x) (i32.const 16)) (local.get $last)))
        ;; Whole stretches of an input may be zero.
        (if (v128.any_true (v128.load (local.get $x)))
          (then
            (local.set $a (f32x4.splat (f32.mul (local.get $factor) (f32.load (local.get $x)))))
            (local.set $b (f32x4.splat (f32.mul (local.get $factor) (f32.load offset=4 (local.get $x)))))
            (local.set $c (f32x4.splat (f32.mul (local.get $factor) (f32.load offset=8 (local.get $x)))))
            (local.set $d (f32x4.splat (f32.mul (local.get $factor) (f32.load offset=12 (local.get $x)))))
            (local.set $to (local.get $out))
            (loop $along
              (local.set $w (i32.add (local.get $weights) (local.get $bytes)))
              (v128.store
                (local.get $to)
                (f32x4.add
                  (v128.load (local.get $to))
                  (f32x4.add
                    (f32x4.add
                      (f32x4.mul (local.get $a) (v128.load (local.get $weights)))
                      (f32x4.mul (local.get $b) (v128.load (local.get $w))))
                    (f32x4.add
                      (f32x4.mul (local.get $c) (v128.load (local.tee $w (i32.add (local.get $w) (local.get $bytes)))))
                      (f32x4.mul (local.get $d) (v128.load (i32.add (local.get $w) (local.get $bytes))))))))
              (local.set $weights (i32.add (local.get $weights) (i32.const 16)))
              (local.set $to (i32.add (local.get $to) (i32.const 16)))
              (br_if $along (i32.lt_u (local.get $to) (local.get $end))))
            (local.set $weights (i32.sub (local.get $weights) (local.get $bytes)))))
        (local.set $weights (i32.add (local.get $weights) (i32.shl (local.get $bytes) (i32.const 2))))
        (local.set $x (i32.add (local.get $x) (i32.const 16)))
        (br $four)))
    (block $done
      (loop $one
        (br_if $done (i32.ge_u (local.get $x) (local.get $last)))
        (local.set $a (f32x4.splat (f32.mul (local.get $factor) (f32.load (local.get $x)))))
        (local.set $to (local.get $out))
        (loop $along
          (v128.store
            (local.get $to)
            (f32x4.add
              (v128.load (local.get $to))
              (f32x4.mul (local.get $a) (v128.load (local.get $weights)))))
          (local.set $weights (i32.add (local.get $weights) (i32.const 16)))
          (local.set $to (i32.add (local.get $to) (i32.const 16)))
          (br_if $along (i32.lt_u (local.get $to) (local.get $end))))
        (local.set $x (i32.add (local.get $x) (i32.const 4)))
        (br $one))))

  (func (export "gemvT")
    (param $weights i32) (param $outputs i32) (param $factor f32) (param $gradient i32) (param $out i32) (param $last i32)
    (local $end i32) (local $at i32) (local $sum v128)
    (local.set $end (i32.add (local.get $gradient) (i32.shl (local.get $outputs) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $out) (local.get $last)))
        (local.set $at (local.get $gradient))
        (local.set $sum (v128.const f32x4 0 0 0 0))
        (loop $along
          (local.set $sum
            (f32x4.add (local.get $sum) (f32x4.mul (v128.load (local.get $weights)) (v128.load (local.get $at)))))
          (local.set $weights (i32.add (local.get $weights) (i32.const 16)))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br_if $along (i32.lt_u (local.get $at) (local.get $end))))
        (f32.store (local.get $out) (f32.mul (local.get $factor) (f32.add
            (f32.add (f32x4.extract_lane 0 (local.get $sum)) (f32x4.extract_lane 1 (local.get $sum)))
            (f32.add (f32x4.extract_lane 2 (local.get $sum)) (f32x4.extract_lane 3 (local.get $sum))))))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (br $next)))))
