#!/bin/sh
# Makes the fixtures of this folder anew: test keys, worth nothing. Needs OpenSSL 3 (its legacy provider too) and
# ssh-keygen. See README.md.
set -eu
cd "$(dirname "$0")"
P='sesam öffne'
DAYS=36500
OPENSSL_CONF=/dev/null
export OPENSSL_CONF

openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ca.key
openssl req -x509 -new -key ca.key -days $DAYS -subj '/CN=pgmi test authority, worth nothing' \
  -addext basicConstraints=critical,CA:TRUE -out ca.crt

issue() { # key, subject, certificate
  openssl req -new -key "$1" -subj "$2" -out request.csr
  openssl x509 -req -in request.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days $DAYS -out "$3"
}

# PKCS#8, what genpkey writes
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa-pkcs8.pem
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec-pkcs8.pem
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out ec384-pkcs8.pem
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521 -out ec521-pkcs8.pem
openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out rsapss-pkcs8.pem
openssl genpkey -algorithm ED25519 -out ed25519-pkcs8.pem
openssl genpkey -algorithm ED448 -out ed448-pkcs8.pem
for kind in rsa ec ec384 ec521 rsapss ed25519 ed448; do issue $kind-pkcs8.pem /CN=client $kind.crt; done

# PKCS#1 and SEC1
openssl pkey -in rsa-pkcs8.pem -traditional -out rsa-pkcs1.pem
openssl pkey -in ec-pkcs8.pem -traditional -out ec-sec1.pem
openssl ecparam -name prime256v1 > ec-sec1-parameters.pem
openssl pkey -in ec-pkcs8.pem -traditional >> ec-sec1-parameters.pem
openssl pkey -in ec521-pkcs8.pem -traditional -out ec521-sec1.pem

# encrypted by RFC 1423
for cipher in des des3 aes128 aes192 aes256; do
  openssl pkey -provider legacy -provider default -in rsa-pkcs8.pem -traditional -$cipher -passout "pass:$P" -out rsa-pkcs1-$cipher.pem
  openssl pkey -provider legacy -provider default -in ec-pkcs8.pem -traditional -$cipher -passout "pass:$P" -out ec-sec1-$cipher.pem
done

# PBES2; the first is OpenSSL 3's default
openssl pkcs8 -topk8 -in rsa-pkcs8.pem -passout "pass:$P" -out rsa-pbes2.pem
openssl pkcs8 -topk8 -in ec-pkcs8.pem -passout "pass:$P" -out ec-pbes2.pem
for cipher in aes-128-cbc aes-192-cbc aes-256-cbc des3; do
  openssl pkcs8 -topk8 -in ec-pkcs8.pem -v2 $cipher -passout "pass:$P" -out ec-pbes2-$cipher.pem
done
for prf in hmacWithMD5 hmacWithSHA1 hmacWithSHA224 hmacWithSHA384 hmacWithSHA512 hmacWithSHA512-224 hmacWithSHA512-256; do
  openssl pkcs8 -topk8 -in ec-pkcs8.pem -v2 aes-256-cbc -v2prf $prf -passout "pass:$P" -out ec-pbes2-$prf.pem
done
# PBES1: ASCII passphrase, as these schemes differ in what they do with others
openssl pkcs8 -topk8 -in rsa-pkcs8.pem -v1 PBE-SHA1-3DES -passout pass:sesam -out rsa-pbes1-sha1-3des.pem
openssl pkcs8 -topk8 -provider legacy -provider default -in rsa-pkcs8.pem -v1 PBE-MD5-DES -passout pass:sesam -out rsa-pbes1-md5-des.pem

# DER
openssl pkcs8 -topk8 -nocrypt -in rsa-pkcs8.pem -outform DER -out rsa-pkcs8.der
openssl pkcs8 -topk8 -nocrypt -in ec-pkcs8.pem -outform DER -out ec-pkcs8.der
openssl pkcs8 -topk8 -in rsa-pkcs8.pem -passout "pass:$P" -outform DER -out rsa-pbes2.der
openssl pkey -in rsa-pkcs8.pem -traditional -outform DER -out rsa-pkcs1.der
openssl pkey -in ec-pkcs8.pem -traditional -outform DER -out ec-sec1.der
openssl x509 -in rsa.crt -outform DER -out rsa-crt.der
openssl x509 -in ca.crt -trustout -setalias 'any alias' -out ca-trusted.crt

# ssh-keygen
for kind in rsa ec; do
  for form in PEM PKCS8; do
    for phrase in '' "$P"; do
      out=$kind-ssh-$form$([ -z "$phrase" ] || echo -encrypted)
      cp $kind-pkcs8.pem $out; chmod 600 $out
      ssh-keygen -q -p -m $form -P '' -N "$phrase" -f $out
    done
  done
done

# PKCS#12
openssl pkcs12 -export -in rsa.crt -inkey rsa-pkcs8.pem -name 'any alias' -certfile ca.crt -passout pass:sesam -out rsa.p12
openssl pkcs12 -export -legacy -provider-path "${OSSL_MODULES:-/usr/lib/x86_64-linux-gnu/ossl-modules}" \
  -in rsa.crt -inkey rsa-pkcs8.pem -passout pass:sesam -out rsa-legacy.p12
openssl pkcs12 -export -in ec.crt -inkey ec-pkcs8.pem -passout pass: -out ec-empty.p12
openssl pkcs12 -export -nokeys -in rsa.crt -passout pass:sesam -out no-key.p12

# what Java cannot use
openssl pkcs8 -topk8 -in ec-pkcs8.pem -scrypt -scrypt_N 1024 -passout "pass:$P" -out unusable-scrypt.pem
openssl pkcs8 -topk8 -in ec-pkcs8.pem -v2 camellia-256-cbc -passout "pass:$P" -out unusable-camellia.pem
openssl genpkey -algorithm X25519 -out unusable-x25519.pem
openssl pkcs8 -topk8 -in ed25519-pkcs8.pem -passout "pass:$P" -out ed25519-pbes2.pem
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit -out unusable-explicit.pem
openssl req -x509 -new -key unusable-explicit.pem -days $DAYS -subj /CN=client -out unusable-explicit.crt
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 -out unusable-secp256k1.pem
rm -f unusable-openssh
ssh-keygen -q -t ecdsa -N '' -C 'pgmi test' -f unusable-openssh
rm -f request.csr unusable-openssh.pub ca.srl
chmod 644 ./*
chmod 755 make.sh
