;; The kernels of dense.ts, four numbers at a time.
;; Pointers are in bytes. outputs is a positive multiple of 4; arrays start at multiples of 4 bytes.
;; Nothing is called from inside: V8 does not inline it. `npm run build:wasm` compiles.
(module
  (memory (import "env" "memory") 1)

  ;; out[o] += factor * sum over i of x[i] * weights[i, o].
  ;; x: f32 from $x to $last (exclusive); weights: (inputs, outputs) f32; out: (outputs) f32, read and written.
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

  ;; out[i] = factor * sum over o of weights[i, o] * gradient[o], summed in four lanes.
  ;; weights: (inputs, outputs) f32; gradient: (outputs) f32; out: f32 up to $last (exclusive), written.
  (func (export "gemvT")
    (param $weights i32) (param $outputs i32) (param $factor f32) (param $gradient i32) (param $out i32)
    (param $last i32)
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
