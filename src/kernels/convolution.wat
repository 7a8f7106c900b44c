;; The kernels of convolution.ts, four numbers at a time.
;; Pointers are in bytes. columns and filters are positive multiples of 4; arrays start at multiples of 4 bytes.
;; Nothing is called from inside: V8 does not inline it. `npm run build:wasm` compiles.
(module
  (memory (import "env" "memory") 1)

  ;; rows[scratch] = rows[offset[t]] + sum over e of features[t, e] * weights[e], for tokens with any that is not zero.
  ;; rows: f32, written from offset $scratch on; offsets: (tokens) i32, in numbers; placed: (tokens) i32, written;
  ;; features: (tokens, perToken) f32; weights: (perToken, columns) f32.
  (func (export "addTokenFeatures")
    (param $rows i32) (param $offsets i32) (param $placed i32) (param $tokens i32) (param $feature i32)
    (param $perToken i32) (param $weights i32) (param $columns i32) (param $scratch i32)
    (local $t i32) (local $e i32) (local $from i32) (local $weight i32) (local $row i32) (local $to i32)
    (local $end i32) (local $value f32) (local $times v128)
    (block $done
      (loop $token
        (br_if $done (i32.ge_u (local.get $t) (local.get $tokens)))
        (local.set $from (i32.load (local.get $offsets)))
        (local.set $e (i32.const 0))
        (local.set $weight (local.get $weights))
        (block $said
          (loop $each
            (br_if $said (i32.ge_u (local.get $e) (local.get $perToken)))
            (local.set $value (f32.load (local.get $feature)))
            (if (f32.eq (local.get $value) (f32.const 0))
              (then
                (local.set $weight (i32.add (local.get $weight) (i32.shl (local.get $columns) (i32.const 2)))))
              (else
                (local.set $times (f32x4.splat (local.get $value)))
                (local.set $row (i32.add (local.get $rows) (i32.shl (local.get $from) (i32.const 2))))
                (local.set $to (i32.add (local.get $rows) (i32.shl (local.get $scratch) (i32.const 2))))
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
                (local.set $from (local.get $scratch))))
            (local.set $feature (i32.add (local.get $feature) (i32.const 4)))
            (local.set $e (i32.add (local.get $e) (i32.const 1)))
            (br $each)))
        (if (i32.eq (local.get $from) (local.get $scratch))
          (then (local.set $scratch (i32.add (local.get $scratch) (local.get $columns)))))
        (i32.store (local.get $placed) (local.get $from))
        (local.set $offsets (i32.add (local.get $offsets) (i32.const 4)))
        (local.set $placed (i32.add (local.get $placed) (i32.const 4)))
        (local.set $t (i32.add (local.get $t) (i32.const 1)))
        (br $token))))

  ;; Max-over-time pooling: values[f] = max(values[f], bias[f] + sum over p of rows[offset[t + p - half], p, f]).
  ;; rows: (width, filters) f32 each; offsets: (tokens) i32, in numbers; width: odd; bias, values: (filters) f32;
  ;; middles: (filters) i32. values and middles are read, and written where a window exceeds.
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
        (br $token)))))
